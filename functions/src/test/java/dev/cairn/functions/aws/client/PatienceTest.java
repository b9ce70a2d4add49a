package dev.cairn.functions.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.aws.dynamo.DynamoIndexStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class PatienceTest {
    @Test
    void total_shouldBeAShareOfWhatThereIs_andNeverMoreThanItWas() {
        assertThat(Patience.DEFAULT.within(Duration.ofSeconds(29)).total()).isEqualTo(Duration.ofMillis(20_300));
        assertThat(Patience.DEFAULT.within(Duration.ofMinutes(15))).isEqualTo(Patience.DEFAULT);
    }

    @Test
    void storeThatSaysNothing_shouldBeNamed_beforeTheTimeIsOver() throws IOException {
        Duration limit = Duration.ofSeconds(10);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AwsSettings settings = new AwsSettings(
                    "bucket",
                    "cairn",
                    Patience.DEFAULT.within(limit),
                    Map.of(
                            "AWS_REGION", "us-east-1",
                            "AWS_ACCESS_KEY_ID", "test",
                            "AWS_SECRET_ACCESS_KEY", "test",
                            "AWS_ENDPOINT_URL", "http://127.0.0.1:" + silent.getLocalPort()));
            try (DynamoDbClient client = AwsClients.dynamo(settings, DynamoIndexStore::isBusy)) {
                DynamoIndexStore store = new DynamoIndexStore(client, "cairn");
                RunKey run = new RunKey(new TenantId("acme"), new RunId("run-1"));
                long begun = System.nanoTime();
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> store.get(RunRecord.key(run)))
                        .withMessageContaining("in the table cairn: AWS did not answer in time");
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit);
            }
        }
    }
}
