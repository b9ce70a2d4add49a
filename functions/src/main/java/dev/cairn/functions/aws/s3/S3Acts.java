package dev.cairn.functions.aws.s3;

import dev.cairn.core.error.StoreException;
import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.AwsFaults;
import dev.cairn.functions.aws.client.Partition;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is done to a bucket, and why it was not. */
record S3Acts(String bucket, Supplier<String> partition) {
    static S3Acts of(S3Client s3, String bucket) {
        return new S3Acts(
                bucket, () -> Partition.of(s3.serviceClientConfiguration().region()));
    }

    Act put(String key) {
        return of("write the object " + key, "s3:PutObject", true);
    }

    Act get(String key) {
        return of("read the object " + key, "s3:GetObject", true);
    }

    Act list(String prefix) {
        return of("list the objects under \"" + prefix + "\"", "s3:ListBucket", false);
    }

    Act listVersions(String key) {
        return of("list the versions of the object " + key, "s3:ListBucketVersions", false);
    }

    Act delete(String key) {
        return of("delete the object " + key, "s3:DeleteObject,s3:DeleteObjectVersion", true);
    }

    Act listAllVersions(String folder) {
        return of("list the versions of the objects under \"" + folder + "\"", "s3:ListBucketVersions", false);
    }

    Act deleteAll(String folder) {
        return of("delete the objects under \"" + folder + "\"", "s3:DeleteObject,s3:DeleteObjectVersion", true);
    }

    Act look(String at, String actions) {
        return of("see " + at, actions, false);
    }

    /** With a condition on its bytes, S3 asks for the right to read as well. */
    Act deleteIf(String key) {
        return of("delete the object " + key, "s3:DeleteObject,s3:GetObject", true);
    }

    private Act of(String doing, String actions, boolean objects) {
        return new Act(
                doing,
                "the bucket " + bucket,
                actions,
                () -> "arn:" + partition.get() + ":s3:::" + bucket + (objects ? "/*" : ""));
    }

    StoreException fault(Act act, SdkException cause) {
        if (cause instanceof NoSuchBucketException) {
            return AwsFaults.refused(
                    act,
                    "there is no such bucket. Deploy the stack that makes it, or set CAIRN_BUCKET to the one that it"
                            + " made; an absent bucket is not taken for an empty one.",
                    cause);
        }
        return AwsFaults.of(act, cause);
    }

    /** Without the right to list, S3 says of a key that holds nothing that it is forbidden. */
    StoreException readFault(Act act, SdkException cause) {
        if (cause instanceof S3Exception s3
                && s3.statusCode() == 403
                && s3.awsErrorDetails() != null
                && s3.awsErrorDetails().errorCode().startsWith("AccessDenied")
                && !String.valueOf(s3.awsErrorDetails().errorMessage()).contains("kms:")) {
            Act list = list("");
            return AwsFaults.refused(
                    act,
                    "access is denied, or it does not exist and nobody may know. Allow both with the policy statements "
                            + act.statement() + " and " + list.statement()
                            + "; without the second a missing object cannot be told from a forbidden one.",
                    cause);
        }
        return fault(act, cause);
    }
}
