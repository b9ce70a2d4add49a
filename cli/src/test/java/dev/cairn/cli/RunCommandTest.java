package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunCommandTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    private TestCairn cairn() {
        return new TestCairn(directory).at(api);
    }

    private void runsWaitAtTheirPlan() {
        api.on("POST /runs", call -> {
            new Story(api, "r1");
            return new Reply(202, json("{'runId': 'r1', 'status': 'RUNNING'}"));
        });
    }

    @Test
    void anInterruption_shouldSayHowToGoOn_andNothingOfAConnection() {
        List<Runnable> whenInterrupted = new ArrayList<>();
        api.on("POST /runs", call -> new Reply(202, json("{'runId': 'r1', 'status': 'RUNNING'}")));
        api.on("GET /runs/r1", call -> Reply.ok(json("{'runId': 'r1', 'status': 'RUNNING'}")));
        api.on("GET /runs/r1/events", call -> {
            whenInterrupted.getFirst().run();
            return new Reply(0, json("{}"));
        });
        Result result =
                cairn().interruptedBy(new OneInterruption(whenInterrupted)).run("run", "How much CO2?");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.err()).isEqualTo("""

                Run r1 goes on at the server.
                Watch it with: cairn watch r1
                """);
    }

    @Test
    void aRehearsal_shouldSaySo_beforeAnythingOfIt() {
        api.on("POST /runs", call -> {
            new Story(api, "r1").editRun().put("rehearsal", true);
            return new Reply(202, json("{'runId': 'r1', 'status': 'RUNNING'}"));
        });
        assertThat(cairn().run("run", "How much CO2?").err())
                .startsWith("A rehearsal: every reply is scripted, no model is called.");
    }

    private record OneInterruption(List<Runnable> actions) implements Interruptions {
        @Override
        public Registration during(Runnable action) {
            actions.add(action);
            return () -> {};
        }

        @Override
        public void await() {
            throw new AssertionError("nothing here waits to be told to end");
        }

        @Override
        public boolean underWay() {
            return true;
        }
    }

    private void runsAreAbandoned(String updatedAt) {
        api.on("POST /runs", call -> {
            Story story = new Story(api, "r1");
            story.editRun().put("status", "RUNNING").put("updatedAt", updatedAt).putNull("pendingRequest");
            story.event("notice", "{'text': 'Nothing works on this run any more.', 'abandoned': true}");
            AtomicInteger looks = new AtomicInteger();
            api.on("GET /runs/r1", _ -> {
                Reply now = Reply.ok(story.run());
                // The first look asks only whether it is a rehearsal.
                if (looks.incrementAndGet() > 1) {
                    story.goOnToTheAnswer();
                }
                return now;
            });
            return new Reply(202, json("{'runId': 'r1', 'status': 'RUNNING'}"));
        });
    }

    @Test
    void aRunThatNothingWorksOn_shouldEndTheCommand_andSayHowToResume() {
        runsAreAbandoned("2026-11-20T10:00:00Z");
        Result result = cairn().run("run", "How much CO2?");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("! Nothing works on this run any more.")
                .contains("Run r1 stands still: its execution has ended, and the server could not record that")
                .contains("cairn resume r1");
    }

    @Test
    void aRunThatWasResumedSinceItWasAbandoned_shouldBeFollowed() {
        runsAreAbandoned("2026-11-20T10:00:01Z");
        Result result = cairn().run("run", "How much CO2?");
        assertThat(result.exit()).isZero();
    }

    @Test
    void aTaskFromAPipe_shouldBeRead() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread.ofVirtual().start(() -> write(pipe, "How much CO2?"));
        runsWaitAtTheirPlan();
        Result result = cairn().run("run", "@pipe", "--yes");
        assertThat(result.exit()).isZero();
        assertThat(api.calls("POST /runs").getFirst().body().path("task").asString())
                .isEqualTo("How much CO2?");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void run_shouldGoFromTaskToAnswer_andKeepTheAnswersStreamClean() {
        runsWaitAtTheirPlan();
        Result result = cairn().run("run", "How much CO2?", "--yes");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo(Story.ANSWER + "\n");
        assertThat(result.err()).contains("""

                ● Run r1  team rehearsal
                  How much CO2?

                Facts
                  GIVEN: three models, one machine, 24 hours.

                ╭─ Plan ───────────────────────────────────────────────────────────────────────╮
                │ - researcher: collect the power draw of each model's training                │
                │ - coder: compute energy and CO2 for 24 hours                                 │
                │ - report in tables                                                           │
                ╰──────────────────────────────────────────────────────────────────────────────╯

                ? The plan waits for approval
                ✓ Approved

                Round 1: progress yes, loop no → coder
                  Compute the energy.

                coder
                  The energy is **power** times time.
                  ▲ checkpoint 4 · AgentTurn

                Round 2: satisfied, progress yes, loop no
                """);
        assertThat(result.err()).contains("✓ Run r1 succeeded").contains("2 rounds · 2 model calls · 1,545 tokens");
    }

    @Test
    void run_shouldSendWhatWasAsked_underAKeyOfItsOwn() throws IOException {
        runsWaitAtTheirPlan();
        Files.writeString(directory.resolve("team.yaml"), TEAM);
        Result result = cairn().run(
                        "run",
                        "T",
                        "--team",
                        "team.yaml",
                        "--plan-review",
                        "on-stall",
                        "--max-rounds",
                        "3",
                        "--max-stalls",
                        "0",
                        "--max-resets",
                        "1",
                        "--max-tokens",
                        "5000",
                        "--deadline",
                        "2030-01-01T00:00:00+01:00",
                        "--label",
                        "a=1",
                        "--label",
                        "b=2",
                        "--ttl-days",
                        "7",
                        "--no-partial-answer",
                        "--yes");
        assertThat(result.exit()).isZero();
        FakeApi.Call call = api.calls("POST /runs").getFirst();
        assertThat(call.headers()).containsEntry("Idempotency-key", "key-1");
        JsonNode body = call.body();
        assertThat(body.path("team").path("name").asString()).isEqualTo("research");
        assertThat(body.path("planReview").asString()).isEqualTo("on_stall");
        assertThat(body.path("limits"))
                .isEqualTo(json("{'maxRounds': 3, 'maxStalls': 0, 'maxResets': 1, 'maxTokens': 5000,"
                        + " 'deadline': '2029-12-31T23:00:00Z', 'partialAnswer': false}"));
        assertThat(body.path("labels")).isEqualTo(json("{'a': '1', 'b': '2'}"));
        assertThat(body.path("ttlDays").asInt()).isEqualTo(7);
    }

    static final String TEAM = """
            name: research
            manager: {model: "rehearsal:default"}
            participants:
              - {name: coder, model: "rehearsal:default"}
            """;

    @Test
    void run_shouldReadTheTaskFromAFileOrFromTheInput() throws IOException {
        runsWaitAtTheirPlan();
        Files.writeString(directory.resolve("task.txt"), "from a file");
        cairn().run("run", "@task.txt", "--yes");
        cairn().piping("from the input").run("run", "-", "--yes");
        assertThat(api.calls("POST /runs"))
                .extracting(call -> call.body().path("task").asString())
                .containsExactly("from a file", "from the input");
    }

    @Test
    void run_shouldEndWellAndSayHowToGoOn_whenNobodyCanBeAsked() {
        runsWaitAtTheirPlan();
        Result result = cairn().run("run", "T", "--endpoint", api.address().toString());
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .startsWith("Run r1 waits for the approval of its plan.\n")
                .contains("approve  cairn approve r1 --endpoint " + api.address())
                .contains("reject   cairn reject r1");
        assertThat(api.posts()).hasSize(1);
    }

    @Test
    void run_shouldPrintEventsAndThenTheRunAsJsonLines_withJson() {
        runsWaitAtTheirPlan();
        Result result = cairn().run("run", "T", "--yes", "--json");
        List<JsonNode> lines = result.jsonLines();
        assertThat(lines.getFirst().path("type").asString()).isEqualTo("run_started");
        assertThat(lines).extracting(line -> line.path("type").asString("")).contains("agent_delta", "final_answer");
        assertThat(lines.getLast().path("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(lines.getLast().path("answer").asString()).isEqualTo(Story.ANSWER);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void run_shouldNotAsk_withJson_evenAtATerminal() {
        runsWaitAtTheirPlan();
        Result result = cairn().typing("a").run("run", "T", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.jsonLines().getLast().path("status").asString()).isEqualTo("WAITING");
    }

    @Test
    void run_shouldReturnAtOnce_withNoWait() {
        runsWaitAtTheirPlan();
        Result result = cairn().run("run", "T", "--no-wait", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.json().path("runId").asString()).isEqualTo("r1");
        assertThat(api.calls("GET /runs/r1/events")).isEmpty();
    }

    @Test
    void run_shouldFail_whenTheRunFails() {
        api.on("POST /runs", call -> {
            Story story = new Story(api, "r1");
            story.event("run_failed", "{'error': 'the model refused the key \\u001b[31m'}");
            story.editRun().put("status", "FAILED").put("stopReason", "error").putNull("pendingRequest");
            story.editRun().put("error", "the model refused the key \u001b[31m");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        Result result = cairn().run("run", "T");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("✗ Run r1 failed: the model refused the key ^[[31m")
                .contains("cairn resume r1")
                .doesNotContain("\u001b");
    }

    @Test
    void run_shouldGiveTheBestPartialAnswer_whenALimitEndedIt() {
        api.on("POST /runs", call -> {
            Story story = new Story(api, "r1");
            story.event("limit_reached", "{'limit': 'round_limit'}");
            story.editRun()
                    .put("status", "STOPPED")
                    .put("stopReason", "round_limit")
                    .put("answer", "So far: 7.");
            return new Reply(202, json("{'runId': 'r1'}"));
        });
        Result result = cairn().run("run", "T");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("So far: 7.\n");
        assertThat(result.err())
                .contains("! Limit reached: round limit")
                .contains("Best partial answer")
                .contains("✗ Run r1 stopped (round limit)");
    }

    @Test
    void run_shouldRefuseBadInput_beforeAnythingIsSent() throws IOException {
        Files.writeString(directory.resolve("bad.yaml"), "name: [x\n");
        Files.writeString(directory.resolve("nobody.yaml"), "name: x\nmanager: {model: \"a:b\"}\nparticipants: []\n");
        refused("TASK: must not be empty", "run", "  ");
        refused("TASK: must be at most 64 KiB of UTF-8, was 65 KiB", "run", "x".repeat(64 * 1024 + 1));
        refused("TASK: there is no file", "run", "@none.txt");
        refused("bad.yaml:", "run", "T", "--team", "bad.yaml");
        refused("participants: must have at least 1 item, has 0", "run", "T", "--team", "nobody.yaml");
        refused("there is no such file", "run", "T", "--team", "./none.yaml");
        refused("--team: must be a file (.yaml, .yml or .json) or the name of a team", "run", "T", "--team", "a b");
        refused("--plan-review: must be never, always or on_stall", "run", "T", "--plan-review", "maybe");
        refused("--max-rounds: must be 1 or more, was 0", "run", "T", "--max-rounds", "0");
        refused("--max-stalls: must be 0 or more, was -1", "run", "T", "--max-stalls", "-1");
        refused("--deadline: must be an instant such as", "run", "T", "--deadline", "tomorrow");
        refused("--ttl-days: must be 1 or more", "run", "T", "--ttl-days", "0");
        refused("--pace: must be from 0", "run", "T", "--pace", "-1");
        refused("--max-rounds", "run", "T", "--max-rounds", "many");
        refused("Unknown options: '--tem'", "run", "T", "--tem", "x");
        refused("Missing required parameter: 'TASK'", "run");
        assertThat(api.calls()).isEmpty();
    }

    private void refused(String message, String... args) {
        Result result = cairn().run(args);
        assertThat(result.exit()).as(String.join(" ", args)).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }
}
