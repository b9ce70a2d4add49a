package dev.cairn.local.sfn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.local.asl.run.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a task that fails: retriers, catchers, time-outs and limits. */
class TaskTest {
    private final Rig rig = new Rig();

    private static String task(String more) {
        return "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\","
                + "\"Arguments\":{\"FunctionName\":\"f\",\"Payload\":{}},\"End\":true" + more + "},";
    }

    private static final String CAUGHT = "\"C\":{\"Type\":\"Succeed\",\"Output\":\"{% $states.input.Error %}\"}";

    private String startCaught(String more) {
        return rig.start(task(more + ",\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"C\"}]") + CAUGHT, "{}");
    }

    @Test
    void retry_shouldWaitLongerEachTime() {
        rig.lambdas.fail("f", "E", "x");
        String arn = startCaught(",\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":2,\"BackoffRate\":3,"
                + "\"MaxDelaySeconds\":10,\"MaxAttempts\":4}]");
        var calls = new java.util.ArrayList<Integer>();
        for (int second = 0; second <= 40; second++) {
            calls.add(rig.lambdas.calls().size());
            rig.pass(Duration.ofSeconds(1));
        }
        // The first at once, the retries after 2, 6, 10 and 10 seconds more.
        assertThat(List.of(calls.get(0), calls.get(1), calls.get(2), calls.get(7), calls.get(8), calls.get(17)))
                .containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(List.of(calls.get(18), calls.get(27), calls.get(28), calls.get(40)))
                .containsExactly(4, 4, 5, 5);
        assertThat(rig.output(arn)).isEqualTo("\"E\"");
    }

    @Test
    void retry_shouldSpreadOut_whenThereIsJitter() {
        rig.lambdas.fail("f", "E", "x");
        String states =
                task(",\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":100,\"JitterStrategy\":\"FULL\"}]")
                        .replaceAll(",$", "");
        String machine = rig.create("m", states);
        for (int run = 0; run < 50; run++) {
            rig.engine.startExecution(machine, null, null);
        }
        rig.pass(Duration.ofSeconds(50));
        assertThat(rig.lambdas.calls()).hasSizeBetween(60, 95);
    }

    @Test
    void retry_shouldCountForEachRetrierApart() {
        rig.lambdas
                .fail("f", "A", "")
                .fail("f", "B", "")
                .fail("f", "A", "")
                .fail("f", "B", "")
                .fail("f", "C", "");
        String arn = startCaught(",\"Retry\":[{\"ErrorEquals\":[\"A\"],\"MaxAttempts\":2},{\"ErrorEquals\":[\"B\"],"
                + "\"MaxAttempts\":2}]");
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.output(arn)).isEqualTo("\"C\"");
        assertThat(rig.lambdas.calls()).hasSize(5);
    }

    @Test
    void retry_shouldNotFallToALaterRetrier_whenTheFirstThatMatchesIsUsedUp() {
        rig.lambdas.fail("f", "A", "");
        String arn = startCaught(
                ",\"Retry\":[{\"ErrorEquals\":[\"A\"],\"MaxAttempts\":0},{\"ErrorEquals\":[\"States.ALL\"]}]");
        assertThat(rig.output(arn)).isEqualTo("\"A\"");
        assertThat(rig.lambdas.calls()).hasSize(1);
    }

    @Test
    void retry_shouldStartAfresh_whenTheStateIsEnteredAgain() {
        rig.lambdas.fail("f", "A", "").answer("f", "1").fail("f", "A", "").answer("f", "2");
        String arn = rig.start("""
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Arguments":{"FunctionName":"f"},
                  "Retry":[{"ErrorEquals":["A"],"MaxAttempts":1}],"Output":"{% $states.result.Payload %}","Next":"Again"},
                "Again":{"Type":"Choice","Choices":[{"Condition":"{% $states.input = 1 %}","Next":"T"}],"Default":"E"},
                "E":{"Type":"Succeed"}
                """, "{}");
        rig.pass(Duration.ofSeconds(2));
        assertThat(rig.output(arn)).isEqualTo("2");
    }

    @Test
    void timeout_shouldBeRetriedByNameAndIgnoreTheLateAnswer() {
        // The function does not return before time has passed: it lets the time pass itself.
        rig.lambdas
                .on("f", payload -> {
                    rig.pass(Duration.ofSeconds(5));
                    return "\"late\"";
                })
                .answer("f", "\"in time\"");
        String arn = startCaught(",\"TimeoutSeconds\":5,\"Retry\":[{\"ErrorEquals\":[\"States.Timeout\"]}]");
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.types(arn)).containsSubsequence("TaskTimedOut", "TaskScheduled", "TaskSucceeded");
        assertThat(rig.output(arn)).contains("in time").doesNotContain("late");
    }

    @Test
    void evaluation_shouldBeRetriedAndCaught_inATask() {
        rig.lambdas.answer("f", "1").answer("f", "{\"x\":2}");
        String arn = startCaught(",\"Output\":\"{% $states.result.Payload.x %}\",\"Retry\":[{\"ErrorEquals\":"
                + "[\"States.QueryEvaluationError\"],\"MaxAttempts\":1}]");
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.types(arn))
                .containsSubsequence(
                        "TaskSucceeded", "EvaluationFailed", "TaskScheduled", "TaskSucceeded", "TaskStateExited");
        assertThat(rig.output(arn)).isEqualTo("2");
    }

    @Test
    void arguments_shouldBeCaught_whenTheyCannotBeMade() {
        String arn = rig.start("""
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,
                  "Arguments":{"FunctionName":"{% $nothing %}"},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},
                """ + CAUGHT, "{}");
        assertThat(rig.told(arn)).contains("3<0 EvaluationFailed", "Arguments/FunctionName", "4<3 TaskStateExited");
        assertThat(rig.output(arn)).isEqualTo("\"States.QueryEvaluationError\"");
    }

    @Test
    void arguments_shouldFailTheExecution_whenTheyNameNoFunctionOrAskForTooMuch() {
        String computed = "\"T\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\",\"End\":true,"
                + "\"Arguments\":\"{% $states.input %}\",\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"C\"}]},"
                + CAUGHT;
        String machine = rig.create("m", computed);
        var none = rig.engine.startExecution(machine, "a", "{\"FunctionName\":\"\"}");
        var much = rig.engine.startExecution(machine, "b", "{\"FunctionName\":\"f\",\"LogType\":\"Tail\"}");
        assertThat(rig.view(none.identity().executionArn()).cause()).contains("FunctionName");
        assertThat(rig.view(much.identity().executionArn()).cause()).contains("LogType");
        assertThat(rig.view(much.identity().executionArn()).error()).isEqualTo("States.Runtime");
        assertThat(rig.lambdas.calls()).isEmpty();
    }

    @Test
    void answer_shouldBeTooLarge_andNotBeCaughtByTheWildcard() {
        rig.lambdas.answer("f", "\"" + "x".repeat(262_144) + "\"");
        String arn = startCaught("");
        assertThat(rig.view(arn).error()).isEqualTo("States.DataLimitExceeded");
        assertThat(rig.view(arn).cause()).contains("'lambda' returned a result with a size exceeding");
        assertThat(rig.types(arn)).endsWith("TaskFailed", "ExecutionFailed");
    }

    @Test
    void limits_shouldCountBytesAndBeCaughtByName() {
        // 100,000 euro signs are 300,000 bytes.
        rig.lambdas.answer("f", "\"" + "€".repeat(50_000) + "\"");
        String arn = rig.start("""
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,"Arguments":{"FunctionName":"f"},
                  "Output":"{% $states.result.Payload & $states.result.Payload %}",
                  "Catch":[{"ErrorEquals":["States.DataLimitExceeded"],"Next":"C"}]},
                """ + CAUGHT, "{}");
        assertThat(rig.output(arn)).isEqualTo("\"States.DataLimitExceeded\"");
    }

    @Test
    void output_shouldEndTheExecution_whenAPassMakesItTooLarge() {
        String arn = rig.start(
                "\"P\":{\"Type\":\"Pass\",\"Output\":\"{% $states.input & $states.input %}\",\"End\":true}",
                "\"" + "x".repeat(131_072) + "\"");
        assertThat(rig.view(arn).error()).isEqualTo("States.DataLimitExceeded");
        assertThat(rig.status(arn)).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void answer_shouldFailTheTask_whenItIsNotJson() {
        rig.lambdas.answer("f", "oops");
        String arn = startCaught("");
        assertThat(rig.output(arn)).isEqualTo("\"States.TaskFailed\"");
        assertThat(rig.told(arn)).contains("The function f answered with 4 bytes that are not JSON");
    }

    @Test
    void invoker_shouldFailTheTask_whenItBreaks() {
        rig.lambdas.on("f", payload -> {
            throw new IllegalStateException("no such handler");
        });
        String arn = startCaught("");
        assertThat(rig.output(arn)).isEqualTo("\"java.lang.IllegalStateException\"");
    }
}
