package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DemoCommandTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @BeforeEach
    void everyRunWaitsAtItsPlan() {
        api.on("POST /runs", call -> {
            new Story(api, "r1").editRun().withObject("labels").put("cairn", "demo");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
    }

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        return new TestCairn(directory).at(api);
    }

    @Test
    void demo_shouldEndWithTheTrailAndTheWayBack() {
        Result result = cairn().run("demo", "--yes");
        assertThat(result.exit()).isZero();
        assertThat(result.err())
                .startsWith("A rehearsal: every reply is scripted")
                .contains("(a rehearsal: scripted");
        assertThat(result.out()).isEqualTo(Story.ANSWER + """


                #  checkpoint  made by           next              stored
                ─  ──────────  ────────────────  ────────────────  ──────
                0  c0          Open              Plan              1.0 kB
                1  c1          Plan              AwaitPerson       1.0 kB
                2  c2          AwaitPerson       EvaluateProgress  1.0 kB
                3  c3          EvaluateProgress  AgentTurn         1.0 kB
                4  c4          AgentTurn         EvaluateProgress  1.0 kB
                5  c5          EvaluateProgress  Answer            1.0 kB
                6  c6          Answer            -                 1.0 kB

                Go back to one and run on from there, as a new run:
                  cairn replay r1 1
                """);
        JsonNode body = api.calls("POST /runs").getFirst().body();
        assertThat(body.path("task").asString()).contains("ResNet-50", "BERT-base", "GPT-2", "NC6s_v3");
        assertThat(body.path("planReview").asString()).isEqualTo("always");
        assertThat(body.has("team")).isFalse();
    }

    @Test
    void demo_shouldSayHowToApprove_whenNobodyIsThere() {
        Result result = cairn().run("demo");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith("Run r1 waits for the approval of its plan.")
                .doesNotContain("checkpoint ");
        assertThat(api.posts()).hasSize(1);
    }

    @Test
    void demo_shouldEndWithTheTrail_whenItIsApprovedFromAnotherCommand() {
        cairn().run("demo");

        Result result = cairn().run("approve", "r1");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("Answer  (a rehearsal: scripted");
        assertThat(result.out())
                .startsWith(Story.ANSWER)
                .contains("6  c6          Answer            -")
                .endsWith("Go back to one and run on from there, as a new run:\n  cairn replay r1 1\n");
    }

    @Test
    void demo_shouldBeJsonLinesAlone_withJson() {
        Result result = cairn().run("demo", "--yes", "--json");
        assertThat(result.jsonLines().getLast().path("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(result.err()).isEmpty();
    }
}
