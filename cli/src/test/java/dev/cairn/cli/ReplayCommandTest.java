package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReplayCommandTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    @BeforeEach
    void aRunThatEnded() {
        new Story(api, "r1").goOnToTheAnswer();
        api.on("POST /runs/r1/replay", call -> {
            new Story(api, "r2").goOnToTheAnswer();
            return new Reply(202, json("{'runId': 'r2', 'forkedFrom': {'runId': 'r1', 'checkpointId': 'c1'}}"));
        });
    }

    private Result replay(String... args) {
        return new TestCairn(directory).at(api).run(args);
    }

    private JsonNode sent() {
        return api.calls("POST /runs/r1/replay").getLast().body();
    }

    @Test
    void replay_shouldStartAtTheBeginning_ifNothingElseIsSaid() {
        Result result = replay("replay", "r1", "--mode", "recorded");
        assertThat(result.exit()).isZero();
        assertThat(sent()).isEqualTo(json("{'checkpointId': 'c0', 'mode': 'recorded'}"));
        assertThat(result.err()).contains("Replaying from checkpoint 0.").contains("✓ Run r2 succeeded");
        assertThat(api.calls("POST /runs/r1/replay").getFirst().headers()).containsEntry("Idempotency-key", "key-1");
    }

    @Test
    void replay_shouldStartWhereAnEditedPlanBelongs() throws IOException {
        Files.writeString(directory.resolve("plan.md"), "- mine");
        Files.writeString(directory.resolve("facts.md"), "- known");
        replay("replay", "r1", "--plan-file", "plan.md", "--facts-file", "facts.md", "--approve");
        assertThat(sent())
                .isEqualTo(
                        json("{'checkpointId': 'c1', 'mode': 'fresh', 'edits': {'plan': '- mine', 'facts': '- known'},"
                                + " 'response': {'decision': 'approve'}}"));
    }

    @Test
    void replay_shouldTakeACheckpointByNumberOrId_andEveryEdit() throws IOException {
        Files.writeString(directory.resolve("team.yaml"), RunCommandTest.TEAM);
        replay(
                "replay",
                "r1",
                "3",
                "--task",
                "Another",
                "--max-rounds",
                "9",
                "--team",
                "team.yaml",
                "--allow-team-change",
                "--no-wait");
        assertThat(sent().path("checkpointId").asString()).isEqualTo("c3");
        assertThat(sent().path("edits").path("limits")).isEqualTo(json("{'maxRounds': 9}"));
        assertThat(sent().path("edits").path("task").asString()).isEqualTo("Another");
        assertThat(sent().path("edits").path("team").path("name").asString()).isEqualTo("research");
        assertThat(sent().path("allowTeamChange").asBoolean()).isTrue();
        replay("replay", "r1", "c4", "--no-wait");
        assertThat(sent().path("checkpointId").asString()).isEqualTo("c4");
    }

    @Test
    void replay_shouldCarryAResponse() {
        replay("replay", "r1", "--revise", "Fewer steps", "--no-wait");
        assertThat(sent().path("response")).isEqualTo(json("{'decision': 'revise', 'feedback': 'Fewer steps'}"));
        replay("replay", "r1", "--reject", "--no-wait");
        assertThat(sent().path("response")).isEqualTo(json("{'decision': 'reject'}"));
        replay("replay", "r1", "--answer", "42", "--no-wait");
        assertThat(sent().path("response")).isEqualTo(json("{'decision': 'answer', 'answer': '42'}"));
    }

    @Test
    void replay_shouldRefuseWhatDoesNotGoTogether() {
        assertThat(replay("replay", "r1", "--approve", "--reject", "x").exit()).isEqualTo(2);
        assertThat(replay("replay", "r1", "--mode", "slow").err()).contains("--mode: must be fresh or recorded");
        assertThat(replay("replay", "r1", "99").exit()).isEqualTo(3);
        assertThat(replay("replay", "r9").exit()).isEqualTo(3);
        assertThat(api.posts()).isEmpty();
    }
}
