package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.RunId;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.functions.ExecutionRuns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import tools.jackson.databind.JsonNode;

/** The state machine as AWS's own client sees it. */
class StepFunctionsApiTest {
    @TempDir
    Path data;

    static SfnClient client(LocalRig rig) {
        return SfnClient.builder()
                .endpointOverride(rig.server().stepFunctions())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static String start(SfnClient client, LocalRig rig, String name, String input) {
        return client.startExecution(
                        request -> request.stateMachineArn(rig.server().stateMachineArn())
                                .name(name)
                                .input(input))
                .executionArn();
    }

    private static void awaitEnd(LocalRig rig, String arn) throws Exception {
        rig.server().stack().stepFunctions().whenEnded(arn).get(2, TimeUnit.MINUTES);
    }

    private static List<HistoryEvent> history(SfnClient client, String arn) {
        return client
                .getExecutionHistoryPaginator(
                        request -> request.executionArn(arn).maxResults(1000))
                .events()
                .stream()
                .toList();
    }

    /** Whatever passes between states, with what is around it. */
    private static Stream<String> payloads(HistoryEvent event) {
        return Stream.of(
                        event.executionStartedEventDetails() == null
                                ? null
                                : event.executionStartedEventDetails().input(),
                        event.stateEnteredEventDetails() == null
                                ? null
                                : event.stateEnteredEventDetails().input(),
                        event.stateExitedEventDetails() == null
                                ? null
                                : event.stateExitedEventDetails().output(),
                        event.taskScheduledEventDetails() == null
                                ? null
                                : event.taskScheduledEventDetails().parameters(),
                        event.taskSucceededEventDetails() == null
                                ? null
                                : event.taskSucceededEventDetails().output(),
                        event.executionSucceededEventDetails() == null
                                ? null
                                : event.executionSucceededEventDetails().output())
                .filter(Objects::nonNull);
    }

    private static long transitions(List<HistoryEvent> history) {
        return history.stream()
                .filter(event -> event.stateEnteredEventDetails() != null)
                .count();
    }

    private static long invocations(List<HistoryEvent> history) {
        return history.stream()
                .filter(event -> event.type() == HistoryEventType.TASK_SCHEDULED)
                .count();
    }

    /** The history of a run of so many turns, of 10 KB each. */
    private static List<HistoryEvent> historyOfTurns(Path data, int turns) throws Exception {
        try (LocalRig rig = new LocalRig(data);
                SfnClient client = client(rig)) {
            rig.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
            for (int turn = 0; turn < turns; turn++) {
                rig.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"));
            }
            rig.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.done());
            rig.model.on(Purpose.TURN, "x".repeat(10_000)).on(Purpose.ANSWER, "42.");
            String run = rig.open("never");
            rig.await(run, "SUCCEEDED");
            String arn = client.listExecutions(
                            request -> request.stateMachineArn(rig.server().stateMachineArn()))
                    .executions()
                    .getFirst()
                    .executionArn();
            awaitEnd(rig, arn);
            return history(client, arn);
        }
    }

    @Test
    void round_shouldCostAtMostFourTransitionsAndTwoInvocations() throws Exception {
        List<HistoryEvent> few = historyOfTurns(data.resolve("few"), 2);
        List<HistoryEvent> many = historyOfTurns(data.resolve("many"), 12);

        assertThat(transitions(many) - transitions(few)).isPositive().isLessThanOrEqualTo(4 * 10);
        assertThat(invocations(many) - invocations(few)).isPositive().isLessThanOrEqualTo(2 * 10);
        assertThat(many.stream().flatMap(StepFunctionsApiTest::payloads).toList())
                .hasSizeGreaterThan(100)
                .allSatisfy(payload -> assertThat(payload.getBytes(StandardCharsets.UTF_8).length)
                        .as(payload)
                        .isLessThan(1024));
    }

    /** 1,050 rounds are 2,102 steps, of which an execution takes 1,000. */
    @Test
    void aRunOfThousandsOfSteps_shouldGoThroughSeveralExecutions_eachFarFromAFullHistory() throws Exception {
        int rounds = 1_050;
        try (LocalRig rig = new LocalRig(data);
                SfnClient client = client(rig)) {
            rig.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
            for (int round = 0; round < rounds; round++) {
                rig.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"));
            }
            rig.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.done());
            rig.model.on(Purpose.TURN, "One more.").on(Purpose.ANSWER, "42.");
            String run = rig.post(
                            "/runs",
                            "{\"task\":\"Count.\",\"limits\":{\"maxRounds\":2000},\"team\":"
                                    + LocalRig.team("never", "") + "}",
                            202)
                    .path("runId")
                    .asString();
            JsonNode ended = rig.await(run, "SUCCEEDED");

            assertThat(ended.at("/counters/rounds").asInt()).isEqualTo(rounds + 1);
            for (int epoch = 1; epoch <= 3; epoch++) {
                String arn = rig.server().stateMachineArn().replace(":stateMachine:", ":execution:") + ":" + run + "-"
                        + epoch;
                awaitEnd(rig, arn);
                assertThat(client.describeExecution(one -> one.executionArn(arn))
                                .status())
                        .isEqualTo(ExecutionStatus.SUCCEEDED);
                assertThat(history(client, arn)).hasSizeLessThan(25_000 / 2);
            }
            assertThat(client.listExecutions(
                                    one -> one.stateMachineArn(rig.server().stateMachineArn()))
                            .executions())
                    .hasSize(3);
        }
    }

    @Test
    void execution_shouldOpenAndWorkOnARun_whenStartedWithATask() throws Exception {
        try (LocalRig rig = new LocalRig(data).script();
                SfnClient client = client(rig)) {
            String arn = start(
                    client,
                    rig,
                    "typed.by-hand",
                    "{\"task\":\"Count the stars.\",\"team\":" + LocalRig.team("always", "") + "}");
            RunId run = ExecutionRuns.idOf(arn);
            assertThat(client.listExecutions(request -> request.stateMachineArn(
                                            rig.server().stateMachineArn())
                                    .statusFilter(ExecutionStatus.RUNNING))
                            .executions())
                    .extracting(ExecutionListItem::name)
                    .containsExactly("typed.by-hand");
            while (rig.send("GET", "/runs/" + run, null, java.util.Map.of()).statusCode() == 404) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }

            rig.respond(run.value(), "{\"decision\":\"approve\"}");

            awaitEnd(rig, arn);
            assertThat(client.describeExecution(request -> request.executionArn(arn))
                            .status())
                    .isEqualTo(ExecutionStatus.SUCCEEDED);
            rig.await(run.value(), "SUCCEEDED");
            assertThat(client.listExecutions(request ->
                                    request.stateMachineArn(rig.server().stateMachineArn()))
                            .executions())
                    .as("no second execution was started for the run")
                    .hasSize(1);
        }
    }

    @Test
    void execution_shouldReplay_whenStartedWithACheckpoint() throws Exception {
        try (LocalRig rig = new LocalRig(data).script();
                SfnClient client = client(rig)) {
            String parent = rig.open("never");
            rig.await(parent, "SUCCEEDED");
            String checkpoint = rig.checkpointBefore(parent, "EvaluateProgress");

            String arn = start(
                    client,
                    rig,
                    "again",
                    "{\"replay\":{\"runId\":\"" + parent + "\",\"checkpointId\":\"" + checkpoint
                            + "\",\"mode\":\"recorded\"}}");

            awaitEnd(rig, arn);
            JsonNode child = rig.await(ExecutionRuns.idOf(arn).value(), "SUCCEEDED");
            assertThat(child.path("forkedFrom").path("runId").asString()).isEqualTo(parent);
        }
    }

    @Test
    void execution_shouldFailNamingTheField_whenWhatWasTypedCannotBeUsed() throws Exception {
        try (LocalRig rig = new LocalRig(data);
                SfnClient client = client(rig)) {
            String arn = start(client, rig, "wrong", "{\"task\":\"\",\"team\":\"nobody\"}");

            awaitEnd(rig, arn);
            var failed = client.describeExecution(request -> request.executionArn(arn));
            assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(failed.error()).isEqualTo("dev.cairn.functions.handler.PermanentFailure");
            assertThat(failed.cause()).contains("task: must not be empty", "no team named");
            assertThat(rig.get("/runs").path("runs").isEmpty()).isTrue();

            String replay = start(client, rig, "of-nothing", "{\"replay\":{\"runId\":\"r1\",\"checkpointId\":\"c1\"}}");
            awaitEnd(rig, replay);
            assertThat(client.describeExecution(request -> request.executionArn(replay))
                            .cause())
                    .contains("There is no run r1");
        }
    }

    @Test
    void run_shouldBeFailedAndResumable_whenItsExecutionIsStoppedByHand() throws Exception {
        try (LocalRig rig = new LocalRig(data).script();
                SfnClient client = client(rig)) {
            var inTurn = new java.util.concurrent.CountDownLatch(1);
            var goOn = new java.util.concurrent.CountDownLatch(1);
            rig.model.anew(Purpose.TURN).on(Purpose.TURN, request -> {
                inTurn.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return dev.cairn.core.port.ModelResponse.text("Too late.");
            });
            rig.model.on(Purpose.TURN, "I found it.");
            String run = rig.open("never");
            inTurn.await();

            String arn = rig.server().executionsAlive().getFirst();
            client.stopExecution(request -> request.executionArn(arn));
            assertThat(rig.await(run, "FAILED").path("error").asString()).contains("ABORTED", "cairn resume");
            goOn.countDown();

            rig.post("/runs/" + run + "/resume", "{}", 202);
            rig.await(run, "SUCCEEDED");
        }
    }

    @Test
    void run_shouldBeHandedOver_whenItsExecutionHasTakenAThousandSteps() throws Exception {
        try (LocalRig rig = new LocalRig(data).script();
                SfnClient client = client(rig)) {
            String run = rig.open("always");
            JsonNode head = rig.await(run, "WAITING").path("head");
            String first = rig.server().executionsAlive().getFirst();
            client.stopExecution(request -> request.executionArn(first));
            String tired = start(client, rig, "tired", """
                    {"tenant":"local","runId":"%s","epoch":1,"seq":%d,"checkpointId":"%s","next":"AwaitPerson",\
                    "steps":999}""".formatted(
                    run, head.path("seq").asLong(), head.path("checkpointId").asString()));
            while (history(client, tired).stream()
                    .noneMatch(event -> event.type() == HistoryEventType.TASK_SUBMITTED)) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }

            rig.respond(run, "{\"decision\":\"approve\"}");

            rig.await(run, "SUCCEEDED");
            awaitEnd(rig, tired);
            assertThat(history(client, tired))
                    .filteredOn(event -> event.stateEnteredEventDetails() != null)
                    .extracting(event -> event.stateEnteredEventDetails().name())
                    .containsSubsequence("AwaitPerson", "Settle", "Route", "Handover", "Route", "Close");
            assertThat(client.listExecutions(request ->
                                    request.stateMachineArn(rig.server().stateMachineArn()))
                            .executions())
                    .extracting(ExecutionListItem::name)
                    .containsExactly(run + "-2", "tired", run + "-1");
        }
    }
}
