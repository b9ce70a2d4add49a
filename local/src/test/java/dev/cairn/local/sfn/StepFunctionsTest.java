package dev.cairn.local.sfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.ExecutionView;
import dev.cairn.local.asl.run.SystemScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions among each other, and the engine as a whole. */
class StepFunctionsTest {
    private static final String PASS = "\"A\":{\"Type\":\"Pass\",\"End\":true}";
    private static final String ASK = """
            "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","TimeoutSeconds":604800,
              "Arguments":{"FunctionName":"ask","Payload":{
                "token":"{% $states.context.Task.Token %}","name":"{% $states.context.Execution.Name %}"}},"End":true}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a/b", "a\"b", "a*", "a\nb", "a\u0000", "{a}"})
    void startExecution_shouldRefuseNamesThatAwsRefuses(String name) {
        var rig = new Rig();
        String machine = rig.create("m", PASS);
        assertThatThrownBy(() -> rig.engine.startExecution(machine, name, null))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidName"));
        assertThatThrownBy(() -> rig.engine.startExecution(machine, "x".repeat(81), null))
                .hasMessageContaining("80");
        rig.engine.startExecution(machine, "x".repeat(80), null);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{", "{} {}", "{\"a\":1,\"a\":2}", "nope"})
    void startExecution_shouldRefuseInputThatIsNotJson(String input) {
        var rig = new Rig();
        String machine = rig.create("m", PASS);
        assertThatThrownBy(() -> rig.engine.startExecution(machine, null, input))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidExecutionInput"))
                .hasMessageNotContaining("[Source");
    }

    @Test
    void startExecution_shouldRefuseInputThatIsTooLarge() {
        var rig = new Rig();
        String machine = rig.create("m", PASS);
        rig.engine.startExecution(machine, null, "\"" + "x".repeat(262_142) + "\"");
        assertThatThrownBy(() -> rig.engine.startExecution(machine, null, "\"" + "x".repeat(262_143) + "\""))
                .hasMessageContaining("262144");
    }

    @Test
    void retention_shouldForgetTheOldestThatHaveEnded() {
        var rig = new Rig(new Retention(3, 1_000));
        String asking = rig.create("asking", ASK);
        String waits =
                rig.engine.startExecution(asking, "waits", null).identity().executionArn();
        String machine = rig.create("m", PASS);
        List<String> arns = IntStream.range(0, 5)
                .mapToObj(n -> rig.engine
                        .startExecution(machine, "n" + n, null)
                        .identity()
                        .executionArn())
                .toList();
        assertThatThrownBy(() -> rig.view(arns.get(1))).hasMessageContaining(arns.get(1));
        assertThat(rig.engine.listExecutions(machine, null, 0, null).items())
                .extracting(view -> view.identity().name())
                .containsExactly("n4", "n3", "n2");
        assertThat(rig.status(waits)).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void retention_shouldForgetTheOldest_whenHistoriesGrowLong() {
        var rig = new Rig(new Retention(100, 9));
        String machine = rig.create("m", PASS);
        IntStream.range(0, 5).forEach(n -> rig.engine.startExecution(machine, "n" + n, null));
        assertThat(rig.engine.listExecutions(machine, null, 0, null).items())
                .extracting(view -> view.identity().name())
                .containsExactly("n4", "n3");
    }

    @Test
    void delete_shouldLetExecutionsGoOn() {
        var rig = new Rig();
        String arn = rig.start(ASK, "{}");
        rig.engine.deleteStateMachine(rig.view(arn).identity().stateMachineArn());
        assertThatThrownBy(
                        () -> rig.engine.startExecution(rig.view(arn).identity().stateMachineArn(), null, null))
                .hasMessageContaining("State Machine Does Not Exist");
        assertThat(rig.status(arn)).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void history_shouldBePagedBothWaysWithTokensOfItsOwn() {
        var rig = new Rig();
        String arn = rig.start(PASS, "{}");
        var first = rig.engine.getExecutionHistory(arn, false, 3, null);
        var rest = rig.engine.getExecutionHistory(arn, false, 3, first.nextToken());
        assertThat(first.items()).extracting(event -> event.id()).containsExactly(1L, 2L, 3L);
        assertThat(rest.items()).extracting(event -> event.id()).containsExactly(4L);
        assertThat(rest.nextToken()).isNull();
        assertThatThrownBy(() -> rig.engine.getExecutionHistory(arn, true, 3, first.nextToken()))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidToken"));
        assertThatThrownBy(() -> rig.engine.getExecutionHistory(arn, true, 1001, null))
                .hasMessageContaining("1001");
    }

    @Test
    void executions_shouldAllEnd_when200RunAtOnce() {
        Map<String, CompletableFuture<String>> tokens = new ConcurrentHashMap<>();
        var lambdas = new Lambdas()
                .on("work", payload -> "{\"n\":" + (payload.get("n").asInt() + 1) + "}")
                .on("ask", payload -> {
                    tokens.computeIfAbsent(payload.get("name").stringValue(), name -> new CompletableFuture<>())
                            .complete(payload.get("token").stringValue());
                    return "{}";
                });
        String states = """
                "Work":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                  "Arguments":{"FunctionName":"work","Payload":"{% $states.input %}"},
                  "Output":"{% $states.result.Payload %}","Next":"More"},
                "More":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.n < 5 %}","Next":"Work"}],"Default":"T"},
                """
                + ASK.replace("\"End\":true", "\"Output\":\"{% [$states.input.n, $states.result] %}\",\"End\":true");
        var ends = new ConcurrentLinkedQueue<ExecutionStatus>();
        try (var scheduler = SystemScheduler.start(Clock.systemUTC());
                var engine = new StepFunctions(
                        lambdas,
                        scheduler,
                        StepFunctions.virtualThreads(),
                        new Random(),
                        (arn, status) -> ends.add(status),
                        Retention.DEFAULT)) {
            String machine = engine.createStateMachine("m", Rig.definition(states), Rig.ROLE)
                    .arn();
            List<CompletableFuture<ExecutionView>> all = IntStream.range(0, 200)
                    .mapToObj(n -> engine.whenEnded(engine.startExecution(machine, "n" + n, "{\"n\":0}")
                            .identity()
                            .executionArn()))
                    .toList();
            List<CompletableFuture<Void>> answers = IntStream.range(0, 200)
                    .mapToObj(n -> tokens.computeIfAbsent("n" + n, name -> new CompletableFuture<>())
                            .thenAccept(token -> engine.sendTaskSuccess(token, "" + n)))
                    .toList();
            answers.forEach(answer -> answer.orTimeout(2, TimeUnit.MINUTES).join());
            for (int n = 0; n < 200; n++) {
                assertThat(all.get(n).orTimeout(2, TimeUnit.MINUTES).join().output())
                        .isEqualTo("[5," + n + "]");
            }
        }
        assertThat(ends).filteredOn(ExecutionStatus.SUCCEEDED::equals).hasSize(200);
    }

    @Test
    void executions_shouldNeedNoThread_whileThousandsWait() throws Exception {
        var asked = new CountDownLatch(3_000);
        var lambdas = new Lambdas().on("ask", payload -> {
            asked.countDown();
            return "{}";
        });
        var threads = ConcurrentHashMap.<Thread>newKeySet();
        try (var scheduler = SystemScheduler.start(Clock.systemUTC());
                var engine = new StepFunctions(
                        lambdas,
                        scheduler,
                        task -> threads.add(Thread.ofVirtual().start(task)),
                        new Random(),
                        (arn, status) -> {},
                        Retention.DEFAULT)) {
            String machine = engine.createStateMachine("m", Rig.definition(ASK), Rig.ROLE)
                    .arn();
            IntStream.range(0, 3_000).forEach(n -> engine.startExecution(machine, "n" + n, null));
            assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofMinutes(2))).isTrue();
            }
            assertThat(engine.listExecutions(machine, ExecutionStatus.RUNNING, 1000, null)
                            .nextToken())
                    .isNotNull();
        }
    }

    @Test
    void close_shouldInterruptWhatDoesNotReturnAndSaySoToThoseWhoWait() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CompletableFuture<Boolean>();
        var lambdas = new Lambdas().on("f", payload -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closing) {
                interrupted.complete(true);
                throw closing;
            }
            return "{}";
        });
        try (var scheduler = SystemScheduler.start(Clock.systemUTC())) {
            var engine = new StepFunctions(
                    lambdas,
                    scheduler,
                    StepFunctions.virtualThreads(),
                    new Random(),
                    (arn, status) -> {},
                    Retention.DEFAULT,
                    Duration.ofMillis(50));
            String machine = engine.createStateMachine(
                            "m",
                            Rig.definition("\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\","
                                    + "\"Arguments\":{\"FunctionName\":\"f\"},\"End\":true}"),
                            Rig.ROLE)
                    .arn();
            String arn = engine.startExecution(machine, "e", null).identity().executionArn();
            CompletableFuture<ExecutionView> end = engine.whenEnded(arn);
            assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();
            engine.close();
            assertThat(interrupted.get(2, TimeUnit.MINUTES)).isTrue();
            assertThatThrownBy(end::join).hasMessageContaining(arn);
            assertThat(engine.describeExecution(arn).status()).isEqualTo(ExecutionStatus.RUNNING);
            assertThatThrownBy(() -> engine.startExecution(machine, "f", null)).hasMessageContaining("closed");
        }
    }
}
