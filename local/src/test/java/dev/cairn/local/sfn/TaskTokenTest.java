package dev.cairn.local.sfn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.LambdaFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that wait: who may answer when, and that nobody else learns how. */
class TaskTokenTest {
    private final Rig rig = new Rig();
    private final List<String> tokens = new ArrayList<>();

    private String start(String more) {
        return rig.start(states(more), "{}");
    }

    private static String states(String more) {
        return """
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
                  "Arguments":{"FunctionName":"ask","Payload":{"token":"{% $states.context.Task.Token %}"}},
                  "Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}],"Next":"D"MORE},
                "C":{"Type":"Fail","Error":"{% $states.input.Error %}","Cause":"{% $states.input.Cause %}"},
                "D":{"Type":"Succeed"}
                """.replace("MORE", more);
    }

    private void remember() {
        rig.lambdas.on("ask", payload -> {
            tokens.add(payload.get("token").stringValue());
            return "{}";
        });
    }

    private void assertGone(String token) {
        assertThatThrownBy(() -> rig.engine.sendTaskSuccess(token, "{}"))
                .isInstanceOfSatisfying(
                        SfnException.class, gone -> assertThat(gone.code()).isEqualTo("TaskTimedOut"));
        assertThatThrownBy(() -> rig.engine.sendTaskFailure(token, null, null)).hasMessageContaining("anymore");
        assertThatThrownBy(() -> rig.engine.sendTaskHeartbeat(token)).hasMessageContaining("anymore");
        assertThat(rig.engine.waitingTasks()).isZero();
    }

    @Test
    void function_shouldChangeNothing_whenItReturnsAfterTheNextAttemptHasBegun() {
        rig.lambdas
                .on("ask", payload -> {
                    rig.pass(Duration.ofSeconds(12));
                    throw new LambdaFailure("Broken", "too late to matter");
                })
                .on("ask", payload -> {
                    tokens.add(payload.get("token").stringValue());
                    return "{}";
                });
        String arn = start(",\"TimeoutSeconds\":10,\"Retry\":[{\"ErrorEquals\":[\"States.Timeout\"]}]");
        assertThat(rig.types(arn)).endsWith("TaskTimedOut", "TaskScheduled", "TaskStarted", "TaskSubmitted");
        rig.engine.sendTaskSuccess(tokens.getFirst(), "2");
        assertThat(rig.output(arn)).isEqualTo("2");
    }

    @Test
    void answer_shouldBecomeTheResult() {
        remember();
        String arn = start(",\"Output\":\"{% $states.result.x %}\"");
        assertThat(rig.engine.waitingTasks()).isEqualTo(1);
        rig.pass(Duration.ofDays(300));
        rig.engine.sendTaskSuccess(tokens.getFirst(), "{\"x\":1}");
        assertThat(rig.output(arn)).isEqualTo("1");
        assertThat(rig.types(arn))
                .containsSubsequence("TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited");
    }

    @Test
    void answer_shouldCount_beforeTheFunctionReturns() {
        rig.lambdas.on("ask", payload -> {
            rig.engine.sendTaskSuccess(payload.get("token").stringValue(), "\"early\"");
            return "{}";
        });
        String arn = start("");
        assertThat(rig.output(arn)).isEqualTo("\"early\"");
        assertThat(rig.types(arn)).doesNotContain("TaskSubmitted");
    }

    @Test
    void answer_shouldCount_evenIfTheFunctionThenFails() {
        rig.lambdas.on("ask", payload -> {
            rig.engine.sendTaskSuccess(payload.get("token").stringValue(), "\"early\"");
            throw new LambdaFailure("Broken", "after the fact");
        });
        assertThat(rig.output(start(""))).isEqualTo("\"early\"");
    }

    @Test
    void answer_shouldCountOnce() {
        remember();
        String arn = start("");
        rig.engine.sendTaskSuccess(tokens.getFirst(), "1");
        assertGone(tokens.getFirst());
        assertThat(rig.output(arn)).isEqualTo("1");
    }

    @Test
    void answer_shouldBeTooLate_afterTheTimeOut() {
        remember();
        String arn = start(",\"TimeoutSeconds\":60");
        rig.pass(Duration.ofSeconds(60));
        assertThat(rig.view(arn).error()).isEqualTo("States.Timeout");
        assertGone(tokens.getFirst());
    }

    @Test
    void answer_shouldBeTooLate_afterTheExecutionWasStopped() {
        remember();
        String arn = start(",\"TimeoutSeconds\":60");
        rig.engine.stopExecution(arn, "Enough", null);
        assertGone(tokens.getFirst());
        rig.pass(Duration.ofSeconds(60));
        assertThat(rig.told(arn)).endsWith("6<0 ExecutionAborted {\"error\":\"Enough\"}\n");
        assertThat(rig.changes).containsExactly("e RUNNING", "e ABORTED");
        assertThat(rig.time.pending()).isZero();
    }

    @Test
    void failure_shouldFailTheTask() {
        remember();
        String arn = start("");
        rig.engine.sendTaskFailure(tokens.getFirst(), "Nope", "because");
        assertThat(rig.view(arn).error()).isEqualTo("Nope");
        assertThat(rig.view(arn).cause()).isEqualTo("because");
        assertGone(tokens.getFirst());
    }

    @Test
    void failure_shouldBeCaughtByTheWildcard_whenItHasNoName() {
        remember();
        String arn = rig.start(
                states("")
                        .replace(
                                "\"Error\":\"{% $states.input.Error %}\",\"Cause\":\"{% $states.input.Cause %}\"",
                                "\"Error\":\"{% $string($states.input) %}\""),
                "{}");
        rig.engine.sendTaskFailure(tokens.getFirst(), null, null);
        assertThat(rig.view(arn).error()).isEqualTo("{\"Error\":null,\"Cause\":null}");
    }

    @Test
    void function_shouldFailTheTaskAtOnce_whenItFails() {
        rig.lambdas.on("ask", payload -> {
            tokens.add(payload.get("token").stringValue());
            throw new LambdaFailure("Broken", "token " + payload.get("token").stringValue());
        });
        String arn = start("");
        assertThat(rig.view(arn).error()).isEqualTo("Broken");
        assertThat(rig.view(arn).cause()).contains("(task token, not shown)").doesNotContain(tokens.getFirst());
        assertGone(tokens.getFirst());
    }

    @Test
    void retry_shouldHandOutANewTokenAndCloseTheOld() {
        remember();
        String arn =
                start(",\"TimeoutSeconds\":10,\"Retry\":[{\"ErrorEquals\":[\"States.Timeout\"],\"MaxAttempts\":1}]");
        rig.pass(Duration.ofSeconds(11));
        assertThat(tokens).hasSize(2).doesNotHaveDuplicates();
        assertThat(rig.engine.waitingTasks()).isEqualTo(1);
        rig.engine.sendTaskSuccess(tokens.getLast(), "2");
        assertGone(tokens.getFirst());
        assertThat(rig.output(arn)).isEqualTo("2");
    }

    @Test
    void heartbeat_shouldPutTheTimeOutOff() {
        remember();
        String arn = start(",\"HeartbeatSeconds\":10");
        for (int beat = 0; beat < 5; beat++) {
            rig.pass(Duration.ofSeconds(9));
            rig.engine.sendTaskHeartbeat(tokens.getFirst());
        }
        assertThat(rig.status(arn)).isEqualTo(ExecutionStatus.RUNNING);
        rig.pass(Duration.ofSeconds(10));
        assertThat(rig.view(arn).error()).isEqualTo("States.Timeout");
        assertThat(rig.told(arn)).contains("\"heartbeatInSeconds\":10");
    }

    @Test
    void token_shouldBeRefused_whenItIsNoneOrAStrangers() {
        remember();
        start("");
        var other = new Rig();
        var theirs = new ArrayList<String>();
        other.lambdas.on("ask", payload -> {
            theirs.add(payload.get("token").stringValue());
            return "{}";
        });
        other.start(states(""), "{}");
        assertThatThrownBy(() -> rig.engine.sendTaskSuccess(theirs.getFirst(), "{}"))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        refused -> assertThat(refused.code()).isEqualTo("TaskDoesNotExist"));
        assertThatThrownBy(() -> rig.engine.sendTaskSuccess("guess", "{}"))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidToken"));
        assertThatThrownBy(() -> rig.engine.sendTaskSuccess(tokens.getFirst(), "{"))
                .isInstanceOfSatisfying(
                        SfnException.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidOutput"));
        rig.engine.sendTaskSuccess(tokens.getFirst(), "{}");
    }

    @Test
    void token_shouldBeShownNowhere_whateverADefinitionDoesWithIt() {
        rig.lambdas.on("ask", payload -> {
            tokens.add(payload.get("token").stringValue());
            return "{\"back\":\"" + payload.get("token").stringValue() + "\"}";
        });
        String arn = start(",\"Assign\":{\"kept\":\"{% $states.result.t %}\"}");
        String token = tokens.getFirst();
        rig.engine.sendTaskSuccess(token, "{\"t\":\"" + token + "\"}");
        assertThat(token).hasSizeBetween(64, 2048);
        assertThat(rig.told(arn) + rig.history(arn) + rig.view(arn))
                .contains("(task token, not shown)")
                .doesNotContain(token);
        assertThat(rig.status(arn)).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
