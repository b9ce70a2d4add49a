package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.TemplateFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is kept in the bucket is encrypted, kept in versions, and nobody's who is not asked for it over TLS. */
class BucketTest {
    private final JsonNode bucket = TemplateFile.of("Bucket");

    @Test
    void objects_shouldBeEncryptedUnderKms_withAKeyOfTheBucket() {
        assertThat(bucket.at("/BucketEncryption/ServerSideEncryptionConfiguration"))
                .isEqualTo(Json.tree("""
                        [{"BucketKeyEnabled": true, "ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]"""));
    }

    @Test
    void objects_shouldStayUntilTheyAreDeleted_andInEarlierVersionsForAMonth() {
        assertThat(bucket.path("VersioningConfiguration")).isEqualTo(Json.tree("{\"Status\": \"Enabled\"}"));
        assertThat(bucket.path("LifecycleConfiguration"))
                .as("nothing expires here that is the current version of an object")
                .isEqualTo(Json.tree("""
                        {"Rules": [{"Id": "earlier-versions", "Status": "Enabled",
                          "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
                          "ExpiredObjectDeleteMarker": true,
                          "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}}]}"""));
    }

    @Test
    void bucket_shouldBlockEveryWayOfBeingPublic() {
        assertThat(bucket.path("PublicAccessBlockConfiguration")).isEqualTo(Json.tree("""
                {"BlockPublicAcls": true, "BlockPublicPolicy": true,
                 "IgnorePublicAcls": true, "RestrictPublicBuckets": true}"""));
    }

    @Test
    void policy_shouldDenyEverythingToEverybody_whoComesWithoutTls() {
        assertThat(TemplateFile.all("AWS::S3::BucketPolicy").values())
                .singleElement()
                .isEqualTo(Json.tree("""
                        {"Bucket": "Bucket", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                          "Effect": "Deny", "Principal": "*", "Action": "s3:*",
                          "Resource": ["Bucket.Arn", "${Bucket.Arn}/*"],
                          "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}"""));
    }
}
