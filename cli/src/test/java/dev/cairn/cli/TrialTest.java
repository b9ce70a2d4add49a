package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.cli.TestCairn.Result;
import dev.cairn.cli.server.EmbeddedServers;
import dev.cairn.cli.server.RunningServer;
import dev.cairn.cli.server.ServeOptions;
import dev.cairn.local.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cairn doctor --endpoint URL --try}: a rehearsal from its start to its end, there. */
class TrialTest {
    @TempDir
    Path directory = Path.of("");

    private final FakeApi api = new FakeApi();

    @AfterEach
    void close() {
        api.close();
    }

    private Result tried() {
        return new TestCairn(directory).at(api).run("doctor", "--try");
    }

    private Story opening(String runId) {
        api.on("GET /runs", call -> Reply.ok(json("{'runs': []}")));
        api.on("GET /teams", call -> Reply.ok(json("{'teams': [], 'default': 'default'}")));
        api.on("POST /runs", call -> new Reply(202, json("{'runId': '" + runId + "', 'status': 'RUNNING'}")));
        return new Story(api, runId);
    }

    @Test
    @Timeout(120)
    void aServerThatIsWell_shouldPlayARehearsalToItsAnswer_andKeepNothingOfIt() {
        ServeOptions options =
                new ServeOptions(directory.resolve("data"), 0, 0, true, 0, Map.of(), StoreKind.FILES, true, null);
        try (RunningServer server = new EmbeddedServers().start(options)) {
            String endpoint = server.api().toString();

            Result result = new TestCairn(directory).run("doctor", "--endpoint", endpoint, "--try");

            assertThat(result.exit()).as(result.out()).isZero();
            assertThat(result.out().lines().map(line -> line.replaceAll("run \\S{10,}", "run R")))
                    .anyMatch(line -> line.equals("ok    start   run R is open"))
                    .anyMatch(line -> line.startsWith("ok    plan    the plan waits for its approval, after "))
                    .anyMatch(line -> line.equals("ok    approve the approval was taken"))
                    .anyMatch(line -> line.startsWith("ok    answer  the run went on and has its answer, after "))
                    .anyMatch(line -> line.equals("ok    delete  run R is deleted"));
            assertThat(new TestCairn(directory)
                            .run("list", "--endpoint", endpoint, "--json")
                            .json()
                            .path("runs")
                            .size())
                    .isZero();
        }
    }

    @Test
    void aRunThatStandsStill_shouldBeGivenUpAfterTwoMinutes_andLeftToBeLookedAt() {
        opening("r1").editRun().put("status", "RUNNING").putNull("pendingRequest");
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

        Result result = new TestCairn(directory)
                .at(api)
                .clock(now::get)
                .pausing(time -> now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(20))))
                .run("doctor", "--try");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("fail  plan    after 120 seconds it is RUNNING still")
                .contains("the execution whose name begins with r1")
                .contains("warn  trial   run r1 is left for you to look at")
                .contains("cairn show r1")
                .doesNotContain("approve the", "delete  ");
        assertThat(api.posts()).hasSize(1);
    }

    @Test
    void aRunThatFails_shouldTellWhy() {
        opening("r1").editRun().put("status", "FAILED").put("error", "there is no such bucket cairn-1");

        Result result = tried();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("fail  plan    it is FAILED: there is no such bucket cairn-1");
    }

    @Test
    void aDecisionThatIsRefused_shouldTellWhy_andEndTheTrial() {
        opening("r1");
        api.on(
                "POST /runs/r1/requests/q1/response",
                call -> Reply.problem(503, "the secret of the installation cannot be read"));

        Result result = tried();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("ok    plan    ")
                .contains("fail  approve ")
                .contains("the secret of the installation cannot be read")
                .doesNotContain("answer  ");
    }

    @Test
    void aServerThatNoLongerAnswers_shouldEndTheTrial_andTheRunBeNamed() {
        opening("r1").editRun().put("status", "RUNNING").putNull("pendingRequest");
        api.in((call, route) -> call.path().endsWith("/events") ? Reply.broken() : route.get());

        Result result = tried();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("fail  plan    ")
                .contains("→ look again; if it stays so, the log of the API's function says why")
                .contains("warn  trial   run r1 is left for you to look at");
    }

    @Test
    void anAnswerThatIsLostAtTheStart_shouldTellThatARunMayBeLeft() {
        opening("r1");
        api.on("POST /runs", call -> Reply.broken());

        Result result = tried();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("fail  start   ")
                .contains("warn  trial   a run may be left for you to look at")
                .contains("list --label cairn=trial");
    }

    @Test
    void aRunThatIsNotTaken_shouldTellWhy_andLeaveNothing() {
        opening("r1");
        api.on("POST /runs", call -> Reply.problem(503, "there is no such state machine"));

        Result result = tried();

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out())
                .contains("fail  start   ")
                .contains("there is no such state machine")
                .doesNotContain("left for you");
    }

    @Test
    void aTrial_shouldBeOfAnEndpoint_andNotBePlayedWhereNobodyAnswers() {
        Result local = new TestCairn(directory).run("doctor", "--try");
        assertThat(local.exit()).isEqualTo(2);
        assertThat(local.err()).contains("--try").contains("cairn demo --yes");

        api.in((call, route) -> Reply.gateway(403, "Forbidden"));
        Result refused = tried();
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(api.calls("POST /runs")).isEmpty();
    }
}
