package dev.cairn.functions.aws.s3;

import static java.util.Objects.requireNonNull;

import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Looks whether a bucket is what runs need. What it writes to find out, it deletes. */
public final class BucketInspection {
    private static final String SUBJECT = "bucket";
    private static final String FOLDER = "doctor/";
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;
    private final S3Acts acts;

    /** @param s3 made with {@link S3BlobStore#isBusy}; the caller closes it */
    public BucketInspection(S3Client s3, String bucket) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.acts = S3Acts.of(s3, bucket);
    }

    public List<Observation> look() {
        Observation there = there();
        if (there.grade() == Observation.Grade.FAIL) {
            return List.of(there);
        }
        return List.of(
                there,
                looked(acts.look("whether versions are kept", "s3:GetBucketVersioning"), this::versions),
                looked(acts.look("who may open it", "s3:GetBucketPublicAccessBlock"), this::publicity),
                conditions());
    }

    private Observation there() {
        Act act = acts.list("");
        try {
            s3.listObjectsV2(list -> list.bucket(bucket).maxKeys(1));
            return Observation.fine(SUBJECT, bucket + " is there");
        } catch (SdkException cause) {
            Optional<String> region = region(cause);
            return region.isPresent()
                    ? Observation.fail(
                            SUBJECT,
                            bucket + " is in another region",
                            "set AWS_REGION to " + region.get() + ", where it is")
                    : Observation.fail(SUBJECT, acts.fault(act, cause));
        }
    }

    /** Where S3 says that it is, if it is elsewhere. */
    private static Optional<String> region(SdkException cause) {
        return cause instanceof S3Exception elsewhere
                        && (elsewhere.statusCode() == 301 || elsewhere.statusCode() == 400)
                        && elsewhere.awsErrorDetails() != null
                ? elsewhere.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region")
                : Optional.empty();
    }

    private Observation versions() {
        return s3.getBucketVersioning(of -> of.bucket(bucket)).status() == BucketVersioningStatus.ENABLED
                ? Observation.fine(SUBJECT, "earlier versions of objects are kept")
                : Observation.warn(
                        SUBJECT,
                        "what is deleted or overwritten in " + bucket + " by mistake is gone at once",
                        "switch versioning on, as the template does: aws s3api put-bucket-versioning --bucket " + bucket
                                + " --versioning-configuration Status=Enabled");
    }

    private Observation publicity() {
        if (isClosed()) {
            return Observation.fine(SUBJECT, "nobody can make it public");
        }
        String advice = "block it, as the template does: aws s3api put-public-access-block --bucket " + bucket
                + " --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,"
                + "BlockPublicPolicy=true,RestrictPublicBuckets=true";
        return isOpen()
                ? Observation.fail(SUBJECT, bucket + " is public by its policy: everybody can read runs", advice)
                : Observation.warn(SUBJECT, "nothing keeps " + bucket + " from being made public", advice);
    }

    private boolean isClosed() {
        try {
            PublicAccessBlockConfiguration block =
                    s3.getPublicAccessBlock(of -> of.bucket(bucket)).publicAccessBlockConfiguration();
            // Each may be absent, which is as if it were false.
            return Stream.of(
                            block.blockPublicAcls(),
                            block.blockPublicPolicy(),
                            block.ignorePublicAcls(),
                            block.restrictPublicBuckets())
                    .allMatch(Boolean.TRUE::equals);
        } catch (S3Exception none) {
            if (has(none, "NoSuchPublicAccessBlockConfiguration")) {
                return false;
            }
            throw none;
        }
    }

    private boolean isOpen() {
        try {
            return Boolean.TRUE.equals(s3.getBucketPolicyStatus(of -> of.bucket(bucket))
                    .policyStatus()
                    .isPublic());
        } catch (S3Exception none) {
            if (has(none, "NoSuchBucketPolicy")) {
                return false;
            }
            throw none;
        }
    }

    private static boolean has(S3Exception cause, String code) {
        return cause.awsErrorDetails() != null
                && code.equals(cause.awsErrorDetails().errorCode());
    }

    /** Without them two writers could commit two checkpoints under one name. */
    private Observation conditions() {
        String key = FOLDER + UUID.randomUUID();
        List<@Nullable String> written = new ArrayList<>();
        Observation seen = looked(acts.put(key), () -> {
            written.add(put(key));
            try {
                written.add(put(key));
            } catch (S3Exception refused) {
                if (refused.statusCode() == PRECONDITION_FAILED) {
                    return Observation.fine(
                            SUBJECT, "a put that must find nothing is refused where there is something");
                }
                throw refused;
            }
            return Observation.fail(
                    SUBJECT,
                    bucket + " does not heed If-None-Match: two writers would overwrite each other's checkpoints",
                    "use S3 itself, or a server that knows conditional writes");
        });
        return written.isEmpty() ? seen : cleared(key, written, seen);
    }

    private @Nullable String put(String key) {
        return s3.putObject(put -> put.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString("cairn doctor"))
                .versionId();
    }

    private Observation cleared(String key, List<@Nullable String> versions, Observation seen) {
        try {
            for (String version : versions) {
                s3.deleteObject(delete -> delete.bucket(bucket).key(key).versionId(version));
            }
            return seen;
        } catch (SdkException cause) {
            return Observation.fail(
                    SUBJECT,
                    "the object " + key + " is left behind. "
                            + acts.fault(acts.delete(key), cause).getMessage(),
                    "delete it, and look again: cairn doctor");
        }
    }

    private Observation looked(Act act, Supplier<Observation> look) {
        try {
            return look.get();
        } catch (SdkException cause) {
            return Observation.fail(SUBJECT, acts.fault(act, cause));
        }
    }
}
