package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.TestCairn.Result;
import dev.cairn.cli.server.EmbeddedServers;
import dev.cairn.functions.aws.testing.TestAws;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
    @Timeout(300)
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

    @Test
    void theIndex_shouldNotBeRebuilt_whereItIsATable() {
        Result result = cairn(directory, Map.of()).run("doctor", "--rebuild-index", "--store", "aws");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("restore the table");
    }
}
