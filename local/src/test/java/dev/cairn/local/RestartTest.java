package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RecordKind;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of runs when the process that works on them ends and another serves the folder. */
class RestartTest {
    @TempDir
    Path data;

    @Test
    void waitingRun_shouldSucceed_whenItIsApprovedInTheNextProcess() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.await(run, "WAITING");

            rig.restart();

            rig.respond(run, "{\"decision\":\"approve\"}");
            rig.await(run, "SUCCEEDED");
            assertThat(rig.model.purposes().stream().filter(Purpose.PLAN::equals))
                    .hasSize(1);
        }
    }

    @Test
    void waitingRun_shouldSucceed_whenItIsApprovedInAnEmbeddedServer() {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            rig.await(run, "WAITING");

            rig.restart(false, false);
            assertThat(rig.server().executionsAlive())
                    .as("an embedded server touches nothing by itself")
                    .isEmpty();

            rig.respond(run, "{\"decision\":\"approve\"}");
            rig.await(run, "SUCCEEDED");
        }
    }

    @Test
    void workingRun_shouldStayRunningAndGoOn_whenTheServerIsClosedUnderIt() throws InterruptedException {
        try (LocalRig rig = new LocalRig(data).script()) {
            CountDownLatch inTurn = new CountDownLatch(1);
            rig.model.anew(Purpose.TURN).on(Purpose.TURN, request -> {
                inTurn.countDown();
                throw interrupted();
            });
            rig.model.on(Purpose.TURN, "I found it.", "I computed it.");
            String run = rig.open("never");
            inTurn.await();

            rig.restart(false, false);
            JsonNode left = rig.get("/runs/" + run);
            assertThat(left.path("status").asString()).isEqualTo("RUNNING");

            rig.restart(true, true);
            rig.await(run, "SUCCEEDED");
            assertThat(rig.eventTypes(run)).contains("notice").doesNotContain("run_failed");
        }
    }

    /** A model that would answer some day; only the end of the process ends the call. */
    private static RuntimeException interrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return dev.cairn.core.error.ModelException.temporary("The call was broken off.");
    }

    @Test
    void workingRun_shouldBeLeftFailed_whenTheServerIsNotToResume() throws InterruptedException {
        try (LocalRig rig = new LocalRig(data).script()) {
            CountDownLatch inTurn = new CountDownLatch(1);
            rig.model.anew(Purpose.TURN).on(Purpose.TURN, request -> {
                inTurn.countDown();
                throw interrupted();
            });
            rig.model.on(Purpose.TURN, "I found it.");
            String run = rig.open("never");
            inTurn.await();

            rig.restart(true, false);
            assertThat(rig.await(run, "FAILED").path("error").asString()).contains("cairn resume " + run);

            rig.post("/runs/" + run + "/resume", "{}", 202);
            rig.await(run, "SUCCEEDED");
        }
    }

    @Test
    void workingRun_shouldBeGivenUp_whenItsProcessEndsAtTheSameStepAgainAndAgain() throws InterruptedException {
        try (LocalRig rig = new LocalRig(data).script()) {
            var inTurn = new java.util.concurrent.Semaphore(0);
            rig.model.anew(Purpose.TURN).on(Purpose.TURN, request -> {
                inTurn.release();
                throw interrupted();
            });
            String run = rig.open("never");
            for (int times = 0; times < 3; times++) {
                inTurn.acquire();
                rig.restart();
                assertThat(rig.get("/runs/" + run).path("status").asString()).isEqualTo("RUNNING");
            }
            inTurn.acquire();
            rig.restart();

            assertThat(rig.get("/runs/" + run).path("status").asString()).isEqualTo("FAILED");
        }
    }

    @Test
    void server_shouldStartAndServeTheOthers_whenTheHeadOfOneRunIsBrokenAndTheRecordOfAnother()
            throws IOException, SQLException {
        try (LocalRig rig = new LocalRig(data).script()) {
            rig.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
            String healthy = rig.open("always");
            rig.await(healthy, "WAITING");
            String broken = rig.open("always");
            JsonNode waiting = rig.await(broken, "WAITING");
            String unreadable = rig.open("always");
            rig.await(unreadable, "WAITING");
            String key = "local/runs/" + broken + "/checkpoints/"
                    + waiting.path("head").path("checkpointId").asString() + ".json.gz";
            flip(data.resolve("objects").resolve(key));
            try (Connection index = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("index.db"));
                    Statement statement = index.createStatement()) {
                assertThat(statement.executeUpdate(
                                "UPDATE cairn_record SET body = '{' WHERE kind = 'run' AND run = '" + unreadable + "'"))
                        .isEqualTo(1);
            }

            rig.restart();

            rig.respond(healthy, "{\"decision\":\"approve\"}");
            rig.await(healthy, "SUCCEEDED");
            assertThat(rig.eventTypes(broken)).endsWith("checkpoint_quarantined");
            assertThat(rig.server()
                            .stack()
                            .services()
                            .machine()
                            .index()
                            .list(new RunKey(Stack.TENANT, new RunId(broken)), RecordKind.QUARANTINE, null, false, 10))
                    .singleElement()
                    .satisfies(mark -> assertThat(key).endsWith(mark.object()));
            assertThat(Files.readAllLines(data.resolve("log")))
                    .anyMatch(line -> line.contains("\"alarm\":\"broken-object\"") && line.contains(key))
                    .anyMatch(line -> line.contains("revive") && line.contains(unreadable));
            assertThat(rig.send("GET", "/runs/" + unreadable, null, Map.of())).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.headers().firstValue("retry-after")).isEmpty();
                assertThat(Json.tree(answer.body()).path("type").asString())
                        .isEqualTo("urn:cairn:problem:broken-index");
                assertThat(Json.tree(answer.body()).path("detail").asString())
                        .startsWith("The run record of run local/" + unreadable + " in the index ")
                        .contains("cairn doctor --rebuild-index --replace")
                        .doesNotContain("Source:", "not known");
            });
            assertThat(rig.get("/runs").path("unreadable").path(0).path("runId").asString())
                    .isEqualTo(unreadable);
        }
    }

    private static void flip(Path object) throws IOException {
        byte[] bytes = Files.readAllBytes(object);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(object);
        Files.write(object, bytes);
    }
}
