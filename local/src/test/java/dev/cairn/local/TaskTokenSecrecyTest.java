package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.secret.TokenSeal;
import dev.cairn.local.template.SamTemplate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import tools.jackson.databind.JsonNode;

/** A task token leaves the server by no door, one that is guessed opens none, and one that leaked decides nothing. */
class TaskTokenSecrecyTest {
    private static final int SECRET_LENGTH = 64;

    @TempDir
    Path data;

    private static LocalRig scripted(LocalRig rig) {
        rig.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        rig.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"), ScriptedModel.done());
        rig.model
                .on(Purpose.TURN, request -> LocalRig.toolCall("ask_person", "{\"question\":\"Which sky?\"}"))
                .on(Purpose.TURN, "I computed it.");
        rig.model.on(Purpose.ANSWER, "There are 42.");
        return rig;
    }

    /** The token under which an execution waits for what this run asks, once it is kept. */
    private static String token(LocalRig rig, String run) {
        String request = rig.await(run, "WAITING")
                .path("pendingRequest")
                .path("requestId")
                .asString();
        RunKey key = new RunKey(Stack.TENANT, new RunId(run));
        while (true) {
            var kept =
                    rig.server().stack().services().machine().index().get(TokenRecord.key(key, new RequestId(request)));
            if (kept.isPresent()) {
                return new TokenSeal(() -> SecretFile.read(rig.server().data().resolve("secret")))
                        .open(kept.get().record().token())
                        .orElseThrow();
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Every page that there is to be read of this run, and every refusal, with their headers. */
    private static void readAll(LocalRig rig, String run) {
        List<String> checkpoints = rig.checkpoints(run).values().stream()
                .map(one -> one.path("checkpointId").asString())
                .toList();
        List<String> requests = rig.get("/runs/" + run + "/requests").path("requests").values().stream()
                .map(one -> one.path("requestId").asString())
                .toList();
        String link = rig.links.stream()
                .reduce((older, newer) -> newer)
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .orElse("none");
        for (SamTemplate.Route route : SamTemplate.ofThisRelease().routes()) {
            String path = (route.isDefault() ? "/nothing" : route.path())
                    .replace("{runId}", run)
                    .replace("{linkId}", link);
            switch (route.method()) {
                case "GET" -> {
                    for (String checkpoint : checkpoints) {
                        String one = path.replace("{checkpointId}", checkpoint);
                        rig.send("GET", one, null, Map.of());
                        rig.send("GET", one + "?view=log&limit=1000", null, Map.of());
                        rig.send("GET", one + "?view=manager", null, Map.of());
                        rig.send("GET", one + "?limit=100", null, Map.of());
                        rig.send("GET", one + "?from=" + checkpoints.getLast() + "&to=" + checkpoint, null, Map.of());
                    }
                }
                case "POST" ->
                    requests.forEach(request -> rig.send(
                            "POST",
                            path.replace("{requestId}", request),
                            "{\"decision\":\"perhaps\",\"token\":1}",
                            Map.of()));
                default -> rig.send("OPTIONS", path, null, Map.of());
            }
        }
        HttpResponse<String> stream =
                rig.send("GET", "/runs/" + run + "/events?limit=1000", null, Map.of("Accept", "application/json"));
        assertThat(stream.statusCode()).isEqualTo(200);
    }

    /** What Step Functions' own API tells of every execution. */
    private static List<String> executions(LocalRig rig) {
        try (SfnClient client = StepFunctionsApiTest.client(rig)) {
            List<String> told = new ArrayList<>();
            client.listExecutions(
                            request -> request.stateMachineArn(rig.server().stateMachineArn()))
                    .executions()
                    .forEach(execution -> {
                        told.add(execution.toString());
                        told.add(client.describeExecution(one -> one.executionArn(execution.executionArn()))
                                .toString());
                        told.add(client.getExecutionHistory(one -> one.executionArn(execution.executionArn())
                                        .maxResults(1000))
                                .toString());
                    });
            return told;
        }
    }

    private static List<String> objects(LocalRig rig) {
        BlobStore blobs = rig.server().stack().services().machine().blobs();
        return blobs.list("", null, 1000).stream()
                .map(stored -> text(stored.key(), blobs.get(stored.key()).orElseThrow()))
                .toList();
    }

    private static String text(String key, byte[] bytes) {
        try {
            return new String(
                    key.endsWith(".gz") ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes,
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> logs() {
        try (Stream<Path> all = Files.walk(data)) {
            List<String> texts = new ArrayList<>();
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("index.db"))
                    .toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void token_shouldLeaveByNoDoor_inAWholeRunWithRequests() {
        List<String> tokens = new ArrayList<>();
        List<String> told = new ArrayList<>();
        try (LocalRig rig = scripted(new LocalRig(data))) {
            String run = rig.open("always", "\"ask_person\"");
            tokens.add(token(rig, run));
            readAll(rig, run);
            told.addAll(executions(rig));
            rig.respond(run, "{\"decision\":\"approve\"}");
            tokens.add(token(rig, run));
            readAll(rig, run);
            told.addAll(executions(rig));
            rig.respond(run, "{\"decision\":\"answer\",\"answer\":\"The northern one.\"}");
            rig.await(run, "SUCCEEDED");
            readAll(rig, run);
            // A run that fails is where a log line is written.
            rig.model.anew(Purpose.FACTS);
            rig.await(rig.open("never"), "FAILED");
            told.addAll(executions(rig));
            told.addAll(objects(rig));
            told.addAll(rig.heard());
        }
        told.addAll(logs());

        assertThat(tokens).hasSize(2).doesNotHaveDuplicates().allMatch(token -> token.length() >= SECRET_LENGTH);
        assertThat(told).hasSizeGreaterThan(100);
        String all = String.join("\n", told);
        for (String token : tokens) {
            // Nor a part of it that would help to guess the rest.
            assertThat(all).doesNotContain(token.substring(0, 20), token.substring(token.length() - 20));
        }
    }

    @Test
    void guess_shouldBeRefusedInAwsOwnWords_andHaveNoEffect() {
        try (LocalRig rig = scripted(new LocalRig(data));
                SfnClient client = StepFunctionsApiTest.client(rig)) {
            String run = rig.open("always");
            String token = token(rig, run);
            byte[] bits = new byte[48];
            new SecureRandom().nextBytes(bits);
            char last = token.charAt(token.length() - 1);
            List<String> guesses = List.of(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bits),
                    token.substring(0, token.length() - 1),
                    token + "A",
                    token.substring(0, 10) + (token.charAt(10) == 'A' ? 'B' : 'A') + token.substring(11),
                    token.toLowerCase(java.util.Locale.ROOT).equals(token)
                            ? token.toUpperCase(java.util.Locale.ROOT)
                            : token.toLowerCase(java.util.Locale.ROOT),
                    run,
                    rig.get("/runs/" + run)
                            .path("pendingRequest")
                            .path("requestId")
                            .asString(),
                    last + token.substring(1));
            StoreBytes before = StoreBytes.of(data);
            for (String guess : guesses) {
                assertRefused(
                        guess,
                        () -> client.sendTaskSuccess(one -> one.taskToken(guess).output("{\"decision\":\"approve\"}")));
                assertRefused(guess, () -> client.sendTaskFailure(one -> one.taskToken(guess)));
                assertRefused(guess, () -> client.sendTaskHeartbeat(one -> one.taskToken(guess)));
            }
            assertThat(StoreBytes.of(data)).isEqualTo(before);
            assertThat(rig.get("/runs/" + run).path("status").asString()).isEqualTo("WAITING");

            rig.respond(run, "{\"decision\":\"reject\"}");
            rig.await(run, "STOPPED");
        }
    }

    private static void assertRefused(String guess, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .as(guess)
                .isInstanceOfAny(InvalidTokenException.class, TaskDoesNotExistException.class)
                .isInstanceOfSatisfying(
                        SfnException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorMessage())
                                .doesNotContain(guess));
    }

    @Test
    void leakedToken_shouldDecideNothing_forOurRecordDecides() throws Exception {
        try (LocalRig rig = scripted(new LocalRig(data));
                SfnClient client = StepFunctionsApiTest.client(rig)) {
            String run = rig.open("always");
            String token = token(rig, run);

            client.sendTaskSuccess(one -> one.taskToken(token).output("{\"decision\":\"approve\",\"maxRounds\":100}"));

            // The execution looks, finds that nobody has decided, and waits again under another token.
            String another = token(rig, run);
            while (another.equals(token)) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                another = token(rig, run);
            }
            JsonNode waiting = rig.get("/runs/" + run);
            assertThat(waiting.path("status").asString()).isEqualTo("WAITING");
            assertThat(waiting.path("pendingRequest").path("status").asString()).isEqualTo("PENDING");
            assertThat(waiting.path("pendingRequest").path("response").isNull()).isTrue();
            assertThat(waiting.path("head").path("seq").asLong()).isEqualTo(1);

            rig.respond(run, "{\"decision\":\"reject\"}");
            rig.await(run, "STOPPED");
            rig.server()
                    .stack()
                    .stepFunctions()
                    .whenEnded(rig.server()
                            .stack()
                            .stepFunctions()
                            .listExecutions(rig.server().stateMachineArn(), null, 1, null)
                            .items()
                            .getFirst()
                            .identity()
                            .executionArn())
                    .get(2, TimeUnit.MINUTES);
        }
    }
}
