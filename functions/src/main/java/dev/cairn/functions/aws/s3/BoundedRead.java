package dev.cairn.functions.aws.s3;

import dev.cairn.core.json.Bounds;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object as far as it is one of ours.
 *
 * @param size in bytes, as S3 says before it is read, or as far as it was read
 * @param bytes null if it is larger than any that is stored; then none of it is kept
 */
record BoundedRead(String eTag, long size, byte @Nullable [] bytes) {
    /** Reads no more than there can be. What breaks off is asked for again, as the SDK does it. */
    static ResponseTransformer<GetObjectResponse, BoundedRead> transformer() {
        return BoundedRead::of;
    }

    private static BoundedRead of(GetObjectResponse response, AbortableInputStream in) {
        Long size = response.contentLength();
        if (size != null && size > Bounds.MAX_OBJECT) {
            in.abort();
            return new BoundedRead(response.eTag(), size, null);
        }
        try {
            byte[] bytes = in.readNBytes(Bounds.MAX_OBJECT + 1);
            return new BoundedRead(response.eTag(), bytes.length, bytes.length > Bounds.MAX_OBJECT ? null : bytes);
        } catch (IOException broken) {
            throw RetryableException.create("The object could not be read to its end.", broken);
        }
    }
}
