package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Patience;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.Storm;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.aws.testing.Wire;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import tools.jackson.databind.JsonNode;

/** The local server with its runs in S3 and DynamoDB, in fair weather and foul. */
class RunsOnAwsTest {
    private static final int RUNS = 4;
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @Timeout(300)
    void runs_shouldEndAndLoseNothing_whenTheWireFailsInEveryWay(long seed) throws Exception {
        AwsSettings calm = TestAws.newStore();
        Storm storm = new Storm(seed);
        Patience patience = new Patience(
                4,
                Duration.ofMillis(2),
                Duration.ofMillis(20),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
        List<String> runs;
        try (Wire wire = Wire.to(TestAws.require(), storm);
                LocalRig rig =
                        new LocalRig(data, TestAws.through(wire.address(), calm).with(patience))) {
            script(rig.model);
            storm.begin();
            try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> ends = new ArrayList<>();
                for (int n = 0; n < RUNS; n++) {
                    String key = "order-" + n;
                    ends.add(people.submit(() -> new Person(rig).bringsToItsEnd(key)));
                }
                runs = new ArrayList<>();
                for (Future<String> end : ends) {
                    runs.add(end.get());
                }
            }
            storm.end();
        }

        assertThat(storm.counts().keySet())
                .as("kinds of faults: %s", storm.counts())
                .contains(
                        "throttled",
                        "transactions that met another",
                        "keys that were busy",
                        "failed",
                        "failed after effect",
                        "broken",
                        "broken after effect",
                        "silent after effect");
        assertThat(storm.counts().values().stream().mapToInt(Integer::intValue).sum())
                .as("faults: %s", storm.counts())
                .isGreaterThan(100);
        assertThat(runs).doesNotHaveDuplicates().hasSize(RUNS);
        examine(calm, runs);
    }

    /** What is answered depends on what is asked alone, so that a call that is made again gets the same. */
    private static void script(ScriptedModel model) {
        model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        model.on(
                Purpose.PROGRESS_LEDGER,
                request -> ModelResponse.text(
                        said(request, "I computed it.")
                                ? ScriptedModel.done()
                                : ScriptedModel.go(said(request, "I found it.") ? "coder" : "researcher")));
        model.on(
                Purpose.TURN,
                request -> ModelResponse.text(said(request, "I found it.") ? "I computed it." : "I found it."));
        model.on(Purpose.ANSWER, "There are 42.");
    }

    private static boolean said(ModelRequest request, String text) {
        return request.messages().stream()
                .anyMatch(message -> message.content().text().contains(text));
    }

    /** Somebody who asks again until there is an answer. */
    private record Person(LocalRig rig) {
        private static final Set<String> ENDED = Set.of("SUCCEEDED", "STOPPED", "CANCELLED");

        String bringsToItsEnd(String key) {
            String body = "{\"task\":\"" + LocalRig.TASK + "\",\"team\":" + LocalRig.team("always", "") + "}";
            String run = asks("POST", "/runs", body, Map.of("Idempotency-Key", key))
                    .path("runId")
                    .asString();
            String after = "";
            while (true) {
                JsonNode now = asks("GET", "/runs/" + run, null, Map.of());
                String status = now.path("status").asString();
                if (ENDED.contains(status)) {
                    return run;
                }
                if (status.equals("FAILED")) {
                    asks("POST", "/runs/" + run + "/resume", "{}", Map.of());
                } else if (status.equals("WAITING")) {
                    String request =
                            now.path("pendingRequest").path("requestId").asString();
                    asks("POST", "/runs/" + run + "/requests/" + request + "/response", APPROVE, Map.of());
                } else {
                    String since = "/events?wait=5&limit=1000&after=" + LocalRig.encoded(after);
                    after = asks("GET", "/runs/" + run + since, null, Map.of())
                            .path("next")
                            .asString(after);
                }
            }
        }

        /** A 409 is an answer: what was asked for has been done, be it by a request whose answer was lost. */
        private JsonNode asks(String method, String path, @Nullable String body, Map<String, String> headers) {
            while (true) {
                HttpResponse<String> answer = rig.send(method, path, body, headers);
                if (answer.statusCode() < 300 || answer.statusCode() == 409) {
                    return Json.tree(answer.body());
                }
                assertThat(answer.statusCode())
                        .as("%s %s: %s", method, path, answer.body())
                        .isIn(500, 502, 503, 504);
            }
        }
    }

    /** Reads all that lies there, past the wire. */
    private static void examine(AwsSettings calm, List<String> runs) {
        try (AwsStores stores = AwsStores.open(calm);
                S3Client s3 = AwsClients.s3(calm, fault -> false)) {
            List<Trouble> troubles = new ArrayList<>();
            new StoreCheck(stores.blobs(), stores.index()).check(List.of(), troubles::add);
            assertThat(troubles)
                    .filteredOn(trouble -> trouble.grade() == Trouble.Grade.FAIL)
                    .isEmpty();
            for (String id : runs) {
                RunKey key = new RunKey(Stack.TENANT, new RunId(id));
                RunRecord run =
                        stores.index().get(RunRecord.key(key)).orElseThrow().record();
                assertThat(run.status()).as("run %s: %s", id, run.error()).isEqualTo(RunStatus.SUCCEEDED);
                List<CheckpointRecord> steps = stores.index().list(key, RecordKind.CHECKPOINT, null, false, 1_000);
                assertThat(steps)
                        .extracting(CheckpointRecord::seq)
                        .as("heads are contiguous")
                        .containsExactlyElementsOf(
                                LongStream.range(0, steps.size()).boxed().toList());
                assertThat(run.seq()).isEqualTo(steps.size() - 1);
                assertThat(steps.stream().filter(CheckpointRecord::terminal)).hasSize(1);
                assertThat(stores.index().list(key, RecordKind.EVENTS, null, false, 1_000))
                        .extracting(EventsRecord::batch)
                        .as("every step has its events")
                        .containsAll(steps.stream()
                                .map(step -> EventsRecord.ofCheckpoint(step.seq()))
                                .toList());
                assertThat(stores.index().list(key, RecordKind.REQUEST, null, false, 1_000))
                        .extracting(RequestRecord::decision)
                        .as("one decision")
                        .doesNotContainNull()
                        .hasSize(1);
                for (String kind : List.of("checkpoints/", "segments/")) {
                    assertThat(s3.listObjectVersions(
                                            list -> list.bucket(calm.bucket()).prefix(key.prefix() + kind))
                                    .versions())
                            .as("what was stored was never replaced")
                            .isNotEmpty()
                            .extracting(ObjectVersion::key)
                            .doesNotHaveDuplicates();
                }
            }
        }
    }
}
