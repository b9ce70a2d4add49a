package dev.cairn.functions.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3ActsTest {
    @Test
    void statement_shouldBeOfThePartitionThatTheClientIsIn() {
        AwsSettings settings = new AwsSettings("bucket", "cairn", Patience.DEFAULT, Map.of("AWS_REGION", "cn-north-1"));
        try (S3Client client = AwsClients.s3(settings, S3BlobStore::isBusy)) {
            assertThat(S3Acts.of(client, "bucket").get("key").statement())
                    .contains("\"Resource\": \"arn:aws-cn:s3:::bucket/*\"");
        }
    }

    @Test
    void act_shouldNotAskForThePartition_untilAStatementIsMadeOfIt() {
        assertThat(new S3Acts("bucket", S3ActsTest::unknown).put("key").doing()).isNotEmpty();
    }

    private static String unknown() {
        throw new AssertionError("nobody was refused anything");
    }
}
