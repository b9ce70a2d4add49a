package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.local.store.ReadOnly;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of the index takes no writes while the objects' does: it is said by name, nothing is half done, and later it goes on. */
class StarvedIndexTest {
    @TempDir
    Path data;

    @Test
    void decision_shouldBeRefusedByName_andTakenAfterwards_whenTheIndexTakesNoWrites() throws Exception {
        try (LocalRig rig = new LocalRig(data).script()) {
            String run = rig.open("always");
            String request = rig.await(run, "WAITING")
                    .path("pendingRequest")
                    .path("requestId")
                    .asString();
            String path = "/runs/" + run + "/requests/" + request + "/response";
            String another = "{\"task\":\"Another.\",\"team\":" + LocalRig.team("never", "") + "}";
            // Told when all that belongs to the wait is written.
            assertThat(rig.links.poll(2, TimeUnit.MINUTES)).isNotNull();
            StoreBytes before = StoreBytes.of(data);
            ReadOnly.during(ReadOnly.journalOf(data.resolve("index.db")), () -> {
                for (int attempt = 0; attempt < 2; attempt++) {
                    HttpResponse<String> refused = rig.send("POST", path, "{\"decision\":\"approve\"}", Map.of());
                    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                    assertThat(refused.body()).contains(data.resolve("index.db").toString(), "write");
                    HttpResponse<String> opened = rig.send("POST", "/runs", another, Map.of("Idempotency-Key", "k"));
                    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(503);
                }
                assertThat(rig.get("/runs/" + run).path("status").asString()).isEqualTo("WAITING");
                return run;
            });
            assertThat(StoreBytes.of(data).records())
                    .as("nothing is half-written")
                    .isEqualTo(before.records());

            rig.post(path, "{\"decision\":\"approve\"}", 202);
            rig.await(run, "SUCCEEDED");
            assertThat(rig.model.purposes().stream().filter(Purpose.PLAN::equals))
                    .hasSize(1);
            rig.await(rig.post("/runs", another, 202).path("runId").asString(), "SUCCEEDED");
        }
    }

    @Test
    void workingRun_shouldFailOrWaitForTheIndex_andGoOnFromItsLastCheckpoint() throws Exception {
        try (LocalRig rig = new LocalRig(data).script()) {
            var inTurn = new java.util.concurrent.CountDownLatch(1);
            var goOn = new java.util.concurrent.CountDownLatch(1);
            rig.model.anew(Purpose.TURN).on(Purpose.TURN, request -> {
                inTurn.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return dev.cairn.core.port.ModelResponse.text("I found it.");
            });
            rig.model.on(Purpose.TURN, "I computed it.");
            String run = rig.open("never");
            inTurn.await();
            // Whoever follows a run is in its audit from then on, once an hour: later reading writes nothing.
            rig.awaitEvent(run, "instruction");
            ReadOnly.during(ReadOnly.journalOf(data.resolve("index.db")), () -> {
                goOn.countDown();
                // The step is told as failed and tried again: what it paid for lies in its checkpoint already.
                rig.awaitEvent(run, "notice");
                return run;
            });
            rig.await(run, "SUCCEEDED");
            assertThat(rig.model.purposes().stream().filter(Purpose.TURN::equals))
                    .as("no turn is paid for twice")
                    .hasSize(2);
        }
    }
}
