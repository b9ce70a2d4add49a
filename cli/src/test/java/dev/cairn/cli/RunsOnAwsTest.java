package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.TestCairn.Result;
import dev.cairn.cli.server.EmbeddedServers;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.TestAws;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

/** The rehearsed report, planned, approved and looked at by commands of their own, with its runs in S3 and DynamoDB. */
class RunsOnAwsTest {
    @TempDir
    Path directory = Path.of("");

    private static TestCairn cairn(Path directory, Map<String, String> aws) {
        TestCairn cairn = new TestCairn(directory).servers(new EmbeddedServers());
        aws.forEach(cairn::with);
        return cairn;
    }

    @Test
    @Timeout(900)
    void theSeedTask_shouldBePlannedAndApprovedByDifferentCommands() {
        Map<String, String> aws = TestAws.variables(TestAws.newStore());

        Result planned = cairn(directory, aws).run("demo", "--pace", "0", "--store", "aws", "--json");
        assertThat(planned.exit()).as(planned.err()).isZero();
        JsonNode waits = planned.jsonLines().getLast();
        assertThat(waits.path("status").asString()).isEqualTo("WAITING");
        String run = waits.path("runId").asString();

        // Another folder, as on another machine: what is needed lies in the bucket and the table.
        Path elsewhere = directory.resolve("elsewhere");
        Result approved = cairn(elsewhere, aws)
                .with("CAIRN_STORE", "aws")
                .with("CAIRN_DATA", elsewhere.toString())
                .run("approve", run, "--json");
        assertThat(approved.exit()).as(approved.err()).isZero();
        JsonNode ended = approved.jsonLines().getLast();
        assertThat(ended.path("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("answer").asString()).contains("ResNet-50", "BERT-base", "GPT-2", "CO2");

        Result doctor = cairn(directory, aws).run("doctor", "--store", "aws", "--json");
        assertThat(doctor.exit()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("1 run checked, everything is whole");
    }

    @Test
    void everyCommand_shouldSayWhatIsMissing_whenNoBucketIsNamed() {
        Result result = cairn(directory, Map.of()).run("list", "--store", "aws");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("CAIRN_BUCKET: must name the S3 bucket that holds the runs");
    }

    @Test
    void aStore_shouldBeRefused_whenItIsNone() {
        Result option = cairn(directory, Map.of()).run("list", "--store", "tape");
        Result variable = cairn(directory, Map.of("CAIRN_STORE", "tape")).run("list");

        assertThat(option.exit()).isEqualTo(2);
        assertThat(variable.exit()).isEqualTo(2);
        assertThat(variable.err()).contains("CAIRN_STORE").contains("must be files or aws");
    }

    private Result run(Map<String, String> aws, String... args) {
        return cairn(directory, aws).with("CAIRN_STORE", "aws").run(args);
    }

    private String planned(Map<String, String> aws, String keys) {
        JsonNode waits = cairn(directory, aws)
                .keys(keys)
                .run("demo", "--pace", "0", "--store", "aws", "--json")
                .jsonLines()
                .getLast();
        assertThat(waits.path("status").asString()).isEqualTo("WAITING");
        return waits.path("runId").asString();
    }

    @Test
    @Timeout(900)
    void aTableThatLostItsItems_shouldBeRebuiltFromTheBucket_andItsRunsGoOn() {
        AwsSettings store = TestAws.newStore();
        Map<String, String> aws = TestAws.variables(store);
        try (AwsStores stores = AwsStores.open(store)) {
            stores.blobs().putIfAbsent("teams/press.yaml", new byte[] {1});
        }
        String ended = planned(aws, "one");
        String waiting = planned(aws, "two");
        assertThat(run(aws, "approve", ended, "--json").exit()).isZero();
        JsonNode before = run(aws, "show", ended, "--json").json();
        String checkpoints = run(aws, "checkpoints", ended, "--json").out();
        remove(store, item -> true);
        assertThat(run(aws, "show", ended).exit()).isEqualTo(3);
        Result doctor = run(aws, "doctor");
        assertThat(doctor.exit()).isEqualTo(1);
        assertThat(doctor.out())
                .contains(ended, waiting, "cairn doctor --rebuild-index")
                .doesNotContain("teams/");

        assertThat(run(aws, "doctor", "--rebuild-index").out()).isEqualTo("The index knows 2 runs again.\n");

        assertThat(run(aws, "show", ended, "--json").json()).isEqualTo(before);
        assertThat(run(aws, "checkpoints", ended, "--json").out()).isEqualTo(checkpoints);
        Result approved = run(aws, "approve", waiting, "--json");
        assertThat(approved.exit()).as(approved.err()).isZero();
        assertThat(approved.jsonLines().getLast().path("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(run(aws, "doctor").out()).contains("2 runs checked, everything is whole");
        assertThat(run(aws, "doctor", "--rebuild-index", "--json")
                        .json()
                        .path("present")
                        .asInt())
                .as("none is made anew that is there")
                .isEqualTo(2);
    }

    @Test
    @Timeout(900)
    void aTable_shouldNeverBeReplaced_andARunThatItTellsWronglyBeMadeAnew_asTheRefusalSays() {
        AwsSettings store = TestAws.newStore();
        Map<String, String> aws = TestAws.variables(store);
        String run = planned(aws, "one");
        JsonNode before = run(aws, "show", run, "--json").json();
        try (DynamoDbClient dynamo = AwsClients.dynamo(store, fault -> false)) {
            dynamo.updateItem(update -> update.tableName(store.table())
                    .key(Map.of("pk", text("local/" + run), "sk", text("run#run")))
                    .updateExpression("SET body = :body")
                    .expressionAttributeValues(Map.of(":body", text("{"))));
        }
        Result added = run(aws, "doctor", "--rebuild-index");
        assertThat(added.exit()).isEqualTo(1);
        assertThat(added.out()).contains("cannot be read there", "cairn doctor --rebuild-index --replace");

        Result refused = run(aws, "doctor", "--rebuild-index", "--replace");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("pk = TENANT/RUN", "sk = run#run");
        remove(store, item -> text("run#run").equals(item.get("sk")));
        assertThat(run(aws, "doctor", "--rebuild-index").out()).isEqualTo("The index knows 1 run again.\n");

        assertThat(run(aws, "show", run, "--json").json()).isEqualTo(before);
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static void remove(AwsSettings store, Predicate<Map<String, AttributeValue>> which) {
        try (DynamoDbClient dynamo = AwsClients.dynamo(store, fault -> false)) {
            List<Map<String, AttributeValue>> gone =
                    dynamo.scanPaginator(scan -> scan.tableName(store.table()).consistentRead(true)).items().stream()
                            .filter(which)
                            .toList();
            assertThat(gone).isNotEmpty();
            gone.forEach(item -> dynamo.deleteItem(
                    delete -> delete.tableName(store.table()).key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))));
        }
    }
}
