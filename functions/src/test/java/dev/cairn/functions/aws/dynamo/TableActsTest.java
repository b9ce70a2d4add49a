package dev.cairn.functions.aws.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class TableActsTest {
    @Test
    void statement_shouldBeOfThePartitionThatTheClientIsIn() {
        AwsSettings settings =
                new AwsSettings("bucket", "cairn", Patience.DEFAULT, Map.of("AWS_REGION", "us-gov-west-1"));
        try (DynamoDbClient client = AwsClients.dynamo(settings, DynamoIndexStore::isBusy)) {
            assertThat(TableActs.of(client, "cairn").get("run record").statement())
                    .contains("\"Resource\": \"arn:aws-us-gov:dynamodb:*:*:table/cairn\"");
        }
    }

    @Test
    void act_shouldNotAskForThePartition_untilAStatementIsMadeOfIt() {
        assertThat(new TableActs("cairn", TableActsTest::unknown)
                        .transact("run record")
                        .doing())
                .isNotEmpty();
    }

    private static String unknown() {
        throw new AssertionError("nobody was refused anything");
    }
}
