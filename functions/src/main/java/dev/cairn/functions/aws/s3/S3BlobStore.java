package dev.cairn.functions.aws.s3;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.port.BlobRules;
import dev.cairn.core.port.BlobStore;
import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.AwsFaults;
import dev.cairn.functions.aws.client.Doubt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a general purpose bucket. S3 itself decides between writers: a put has the condition that the key holds
 * nothing, a delete on bytes the condition that the ETag is that of the bytes that were compared.
 *
 * <p>What travels is guarded by the SDK's checksum (CRC32); whether an object is what was committed, its reader knows by
 * SHA-256.
 */
public final class S3BlobStore implements BlobStore {
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;

    private final S3Client s3;
    private final String bucket;
    private final S3Acts acts;

    /** @param s3 made with {@link #isBusy}; the caller closes it */
    public S3BlobStore(S3Client s3, String bucket) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.acts = S3Acts.of(s3, bucket);
    }

    /** Whether S3 refused a condition only because another request on the key was under way. */
    public static boolean isBusy(Throwable cause) {
        return cause instanceof S3Exception refused && refused.statusCode() == CONFLICT;
    }

    /**
     * An attempt whose answer was lost is made again and then finds the key taken, be it by itself: the answer is
     * {@link Put#EXISTS} then too.
     */
    @Override
    public Put putIfAbsent(String key, byte[] bytes) {
        Act act = acts.put(BlobRules.key(key));
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(key).ifNoneMatch("*"),
                    RequestBody.fromBytes(BlobRules.object(bytes)));
            return Put.CREATED;
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED) {
                return Put.EXISTS;
            }
            throw acts.fault(act, refused);
        } catch (SdkException fault) {
            throw acts.fault(act, fault);
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        return read(BlobRules.key(key)).map(found -> {
            byte[] bytes = found.bytes();
            if (bytes == null) {
                throw BlobRules.tooLarge(key, found.size());
            }
            return bytes;
        });
    }

    private Optional<BoundedRead> read(String key) {
        try {
            return Optional.of(s3.getObject(get -> get.bucket(bucket).key(key), BoundedRead.transformer()));
        } catch (NoSuchKeyException absent) {
            return Optional.empty();
        } catch (SdkException fault) {
            throw acts.readFault(acts.get(key), fault);
        }
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        BlobRules.prefix(prefix);
        BlobRules.after(after);
        BlobRules.limit(limit);
        List<Stored> found = new ArrayList<>();
        @Nullable String token = null;
        try {
            do {
                ListObjectsV2Response page = s3.listObjectsV2(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(prefix)
                        .startAfter(after)
                        .continuationToken(token)
                        .maxKeys(limit - found.size())
                        .build());
                page.contents().forEach(object -> found.add(new Stored(object.key(), object.size())));
                token = page.nextContinuationToken();
            } while (token != null && found.size() < limit);
        } catch (SdkException fault) {
            throw acts.fault(acts.list(prefix), fault);
        }
        return found;
    }

    /** Deletes the object with all its versions, where the bucket keeps versions. */
    @Override
    public void delete(String key) {
        BlobRules.key(key);
        List<String> versions = versions(key);
        try {
            for (String version : versions) {
                s3.deleteObject(delete -> delete.bucket(bucket).key(key).versionId(version));
            }
        } catch (SdkException fault) {
            throw acts.fault(acts.delete(key), fault);
        }
    }

    /** A thousand versions with one request, for somebody may wait for a long run to be gone. */
    @Override
    public void deleteAll(String folder) {
        BlobRules.folder(folder);
        ObjectVersions all = new ObjectVersions(s3, bucket);
        List<ObjectIdentifier> page = page(all, folder);
        while (!page.isEmpty()) {
            Delete those = Delete.builder().objects(page).quiet(true).build();
            try {
                S3Errors.refuse(s3.deleteObjects(delete -> delete.bucket(bucket).delete(those)));
            } catch (SdkException fault) {
                throw acts.fault(acts.deleteAll(folder), fault);
            }
            page = page(all, folder);
        }
    }

    private List<ObjectIdentifier> page(ObjectVersions all, String folder) {
        try {
            return all.below(folder);
        } catch (SdkException fault) {
            throw acts.fault(acts.listAllVersions(folder), fault);
        }
    }

    private List<String> versions(String key) {
        try {
            return new ObjectVersions(s3, bucket).of(key);
        } catch (SdkException fault) {
            throw acts.fault(acts.listVersions(key), fault);
        }
    }

    /**
     * As the port says; where the bucket keeps versions, the deleted bytes stay behind as an earlier one until the
     * bucket's life cycle removes it.
     */
    @Override
    public boolean deleteIf(String key, byte[] bytes) {
        Optional<BoundedRead> held = read(BlobRules.key(key));
        if (held.isEmpty() || !Arrays.equals(held.get().bytes(), bytes)) {
            return false;
        }
        Act act = acts.deleteIf(key);
        Doubt doubt = new Doubt();
        try {
            s3.deleteObject(delete -> delete.bucket(bucket)
                    .key(key)
                    .ifMatch(held.get().eTag())
                    .overrideConfiguration(call -> call.executionAttributes(doubt.attributes())));
            return true;
        } catch (S3Exception refused) {
            boolean notHeld = refused.statusCode() == PRECONDITION_FAILED
                    || (refused.statusCode() == NOT_FOUND
                            && !(refused instanceof software.amazon.awssdk.services.s3.model.NoSuchBucketException));
            if (notHeld && doubt.isLeft()) {
                throw AwsFaults.unknown(act, refused);
            }
            if (notHeld) {
                return false;
            }
            throw acts.fault(act, refused);
        } catch (SdkException fault) {
            throw acts.fault(act, fault);
        }
    }
}
