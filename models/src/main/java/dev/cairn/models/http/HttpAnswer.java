package dev.cairn.models.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A response whose body has yet to be read. Closing it waits for nothing: the connection is kept for the next request if
 * all of the body has come, and dropped if not.
 */
public final class HttpAnswer implements AutoCloseable {
    private final SdkHttpResponse response;
    private final AbortableInputStream raw;
    private final InputStream body;

    HttpAnswer(SdkHttpResponse response, AbortableInputStream raw, long maxBytes) {
        this.response = response;
        this.raw = raw;
        this.body = new BoundedStream(raw, maxBytes);
    }

    public int status() {
        return response.statusCode();
    }

    public Optional<String> header(String name) {
        return response.firstMatchingHeader(name);
    }

    /** The body; reading more than the bound throws {@link TooLargeException}. */
    public InputStream body() {
        return body;
    }

    /** At most so many bytes of the body, for messages. */
    public byte[] start(int most) throws IOException {
        return body.readNBytes(most);
    }

    @Override
    public void close() {
        try {
            raw.close();
        } catch (IOException e) {
            // What was read stands, or its reader has already failed: nothing hangs on how the connection ends.
            raw.abort();
        }
    }
}
