package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.TestAws;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** The local server with its runs in S3 and DynamoDB. */
@Isolated(LocalRig.HARD_WORK)
class RunsOnAwsTest {
    private static final String APPROVE = "{\"decision\":\"approve\"}";

    @TempDir
    Path data = Path.of("");

    @Test
    void aRun_shouldGoOnWhereItWaited_whenAnotherProcessServesTheBucket() throws Exception {
        AwsSettings aws = TestAws.newStore();
        try (LocalRig rig = new LocalRig(data, aws).script()) {
            String run = rig.open("always");
            rig.await(run, "WAITING");
            rig.restart();

            rig.respond(run, APPROVE);

            JsonNode ended = rig.await(run, "SUCCEEDED");
            assertThat(ended.path("answer").asString()).isEqualTo("There are 42.");
            assertThat(rig.get("/runs").path("runs").values()).hasSize(1);
            HttpResponse<String> deleted = rig.send("DELETE", "/runs/" + run, null, Map.of());
            assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
            try (AwsStores stores = AwsStores.open(aws)) {
                assertThat(stores.blobs().list("", null, 10)).isEmpty();
            }
        }
        assertThat(data.resolve("objects")).doesNotExist();
        assertThat(Files.exists(data.resolve("index.db"))).isFalse();
    }

    @Test
    void theServer_shouldSayWhatIsMissing_whenThereIsNoSuchBucket() {
        Map<String, String> variables = new HashMap<>(TestAws.variables(TestAws.newStore()));
        variables.put("CAIRN_BUCKET", "no-such-bucket");

        assertThatExceptionOfType(LocalStartException.class)
                .isThrownBy(
                        () -> LocalServer.start(new LocalOptions(data, 0, 0, true, true, 0, variables, StoreKind.AWS)))
                .withMessageContaining("there is no such bucket");
    }

    @Test
    void theServer_shouldSayWhatIsMissing_whenNoBucketIsNamed() {
        assertThatExceptionOfType(LocalStartException.class)
                .isThrownBy(
                        () -> LocalServer.start(new LocalOptions(data, 0, 0, true, true, 0, Map.of(), StoreKind.AWS)))
                .withMessageContaining("CAIRN_BUCKET: must name the S3 bucket")
                .withMessageContaining("CAIRN_TABLE: must name the DynamoDB table");
    }
}
