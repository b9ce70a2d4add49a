package dev.cairn.functions.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.client.Observation;
import dev.cairn.functions.aws.client.Observation.Grade;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Servers that are not what S3 is. */
class BucketInspectionTest {
    /** Takes every put, whatever its condition, and is open to everybody. */
    private static class Careless implements S3Client {
        final List<String> versions = new ArrayList<>();
        private int puts;

        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            return ListObjectsV2Response.builder().build();
        }

        @Override
        public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
            return GetBucketVersioningResponse.builder()
                    .status(BucketVersioningStatus.ENABLED)
                    .build();
        }

        @Override
        public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
            return GetPublicAccessBlockResponse.builder()
                    .publicAccessBlockConfiguration(block -> block.blockPublicAcls(true))
                    .build();
        }

        @Override
        public GetBucketPolicyStatusResponse getBucketPolicyStatus(GetBucketPolicyStatusRequest request) {
            return GetBucketPolicyStatusResponse.builder()
                    .policyStatus(status -> status.isPublic(true))
                    .build();
        }

        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            String version = "v" + ++puts;
            versions.add(version);
            return PutObjectResponse.builder().versionId(version).build();
        }

        @Override
        public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
            versions.remove(request.versionId());
            return DeleteObjectResponse.builder().build();
        }

        @Override
        public S3ServiceClientConfiguration serviceClientConfiguration() {
            return S3ServiceClientConfiguration.builder()
                    .region(Region.US_EAST_1)
                    .build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }

    private static final class Elsewhere extends Careless {
        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            throw S3Exception.builder()
                    .statusCode(301)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("PermanentRedirect")
                            .sdkHttpResponse(SdkHttpResponse.builder()
                                    .statusCode(301)
                                    .putHeader("x-amz-bucket-region", "eu-west-3")
                                    .build())
                            .build())
                    .build();
        }
    }

    @Test
    void aServerThatHeedsNoCondition_shouldBeRefused_andBothPutsBeDeleted() {
        Careless careless = new Careless();
        assertThat(new BucketInspection(careless, "runs").look())
                .filteredOn(one -> one.grade() == Grade.FAIL)
                .extracting(Observation::what)
                .satisfiesExactly(
                        what -> assertThat(what).isEqualTo("runs is public by its policy: everybody can read runs"),
                        what -> assertThat(what).startsWith("runs does not heed If-None-Match"));
        assertThat(careless.versions).isEmpty();
    }

    @Test
    void aBucketInAnotherRegion_shouldBeToldWithTheRegion() {
        assertThat(new BucketInspection(new Elsewhere(), "runs").look())
                .containsExactly(Observation.fail(
                        "bucket", "runs is in another region", "set AWS_REGION to eu-west-3, where it is"));
    }
}
