package dev.cairn.local.sfn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.local.asl.run.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Small definitions and the histories that AWS records for their like: order, origins, details and error texts. */
class HistoryTest {
    private static final String INVOKE = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\"";

    private final Rig rig = new Rig();

    @Test
    void pass_shouldAssignAndPutOutAtOnce() {
        String arn = rig.start("""
                "A":{"Type":"Pass","Assign":{"v":"{% $states.input.x %}","w":[1]},"Output":{"y":"{% $states.input.x + 1 %}"},"Next":"B"},
                "B":{"Type":"Pass","Assign":{"v":"{% $v + 1 %}"},"Output":"{% [$v, $w[0], $states.input.y] %}","Next":"C"},
                "C":{"Type":"Succeed","Output":"{% $v %}"}
                """, "{\"x\":1}");
        assertThat(rig.told(arn)).isEqualTo("""
                1<0 ExecutionStarted {"input":"{\\"x\\":1}"}
                2<0 PassStateEntered {"name":"A","input":"{\\"x\\":1}"}
                3<2 PassStateExited {"name":"A","output":"{\\"y\\":2}","assignedVariables":{"v":"1","w":"[1]"}}
                4<3 PassStateEntered {"name":"B","input":"{\\"y\\":2}"}
                5<4 PassStateExited {"name":"B","output":"[1,1,2]","assignedVariables":{"v":"2"}}
                6<5 SucceedStateEntered {"name":"C","input":"[1,1,2]"}
                7<6 SucceedStateExited {"name":"C","output":"2"}
                8<7 ExecutionSucceeded {"output":"2"}
                """);
        assertThat(rig.view(arn).output()).isEqualTo("2");
        assertThat(rig.changes).containsExactly("e RUNNING", "e SUCCEEDED");
    }

    @Test
    void input_shouldPassThroughUntouched_whenNobodyAsksForMore() {
        String arn = rig.start("\"A\":{\"Type\":\"Pass\",\"End\":true}", "{ \"x\" : 1.50 }");
        assertThat(rig.output(arn)).isEqualTo("{ \"x\" : 1.50 }");
    }

    @Test
    void choice_shouldTakeTheFirstRuleThatHolds() {
        String states = """
                "Which":{"Type":"Choice","Assign":{"by":"default"},"Default":"No","Choices":[
                  {"Condition":"{% $states.input.n > 10 %}","Next":"Big","Output":"big"},
                  {"Condition":"{% $states.input.n > 5 %}","Next":"Big","Assign":{"by":"rule"}}]},
                "Big":{"Type":"Pass","Output":"{% {'in':$states.input,'by':$by} %}","End":true},
                "No":{"Type":"Fail","Cause":"{% 'too small: ' & $by %}"}
                """;
        assertThat(rig.told(rig.start(states, "{\"n\":7}"))).isEqualTo("""
                1<0 ExecutionStarted {"input":"{\\"n\\":7}"}
                2<0 ChoiceStateEntered {"name":"Which","input":"{\\"n\\":7}"}
                3<2 ChoiceStateExited {"name":"Which","output":"{\\"n\\":7}","assignedVariables":{"by":"\\"rule\\""}}
                4<3 PassStateEntered {"name":"Big","input":"{\\"n\\":7}"}
                5<4 PassStateExited {"name":"Big","output":"{\\"in\\":{\\"n\\":7},\\"by\\":\\"rule\\"}"}
                6<5 ExecutionSucceeded {"output":"{\\"in\\":{\\"n\\":7},\\"by\\":\\"rule\\"}"}
                """);
        assertThat(rig.told(again(states, "{\"n\":1}"))).isEqualTo("""
                1<0 ExecutionStarted {"input":"{\\"n\\":1}"}
                2<0 ChoiceStateEntered {"name":"Which","input":"{\\"n\\":1}"}
                3<2 ChoiceStateExited {"name":"Which","output":"{\\"n\\":1}","assignedVariables":{"by":"\\"default\\""}}
                4<3 FailStateEntered {"name":"No","input":"{\\"n\\":1}"}
                5<4 ExecutionFailed {"cause":"too small: default"}
                """);
    }

    @Test
    void choice_shouldFail_whenNoRuleHoldsAndThereIsNoDefault() {
        String arn = rig.start("""
                "Which":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.go %}","Next":"On"}]},
                "On":{"Type":"Succeed"}
                """, "{\"go\":false}");
        assertThat(rig.view(arn).error()).isEqualTo("States.NoChoiceMatched");
        assertThat(rig.types(arn)).containsExactly("ExecutionStarted", "ChoiceStateEntered", "ExecutionFailed");
    }

    @Test
    void choice_shouldFail_whenAConditionIsNoBoolean() {
        String arn = rig.start("""
                "Which":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.go %}","Next":"On"}],"Default":"On"},
                "On":{"Type":"Succeed"}
                """, "{\"go\":\"yes\"}");
        assertThat(rig.view(arn).cause())
                .isEqualTo(
                        "An error occurred while executing the state 'Which' (entered at the event id #2). The JSONata"
                                + " expression '$states.input.go' specified for the field 'Choices[0]/Condition' returned an"
                                + " unexpected result type. Expected 'boolean', but was 'string' for value: \"yes\"");
    }

    @Test
    void expression_shouldFailTheExecution_whenNothingCatchesIt() {
        String arn = rig.start("""
                "A":{"Type":"Pass","Next":"B"},
                "B":{"Type":"Pass","Output":{"result":"{% $nothing %}"},"End":true}
                """, "{}");
        String cause =
                "An error occurred while executing the state 'B' (entered at the event id #4). The JSONata expression"
                        + " '$nothing' specified for the field 'Output/result' returned nothing (undefined).";
        assertThat(rig.told(arn)).isEqualTo("""
                1<0 ExecutionStarted {"input":"{}"}
                2<0 PassStateEntered {"name":"A","input":"{}"}
                3<2 PassStateExited {"name":"A","output":"{}"}
                4<3 PassStateEntered {"name":"B","input":"{}"}
                5<3 EvaluationFailed {"error":"States.QueryEvaluationError","cause":"%s","location":"Output/result","state":"B"}
                6<5 ExecutionFailed {"error":"States.QueryEvaluationError","cause":"%s"}
                """.formatted(cause, cause));
    }

    @Test
    void task_shouldTellItsCallAndItsAnswer() {
        rig.lambdas.answer("f", "{\"ok\":true}");
        String arn = rig.start("\"T\":{" + INVOKE + """
                ,"Arguments":{"FunctionName":"f","Payload":{"n":"{% $states.input.n %}"}},"TimeoutSeconds":"{% $states.input.n %}",
                "Assign":{"status":"{% $states.result.StatusCode %}"},"Output":"{% $states.result.Payload %}","End":true}
                """, "{\"n\":9}");
        assertThat(rig.told(arn)).isEqualTo("""
                1<0 ExecutionStarted {"input":"{\\"n\\":9}"}
                2<0 TaskStateEntered {"name":"T","input":"{\\"n\\":9}"}
                3<2 TaskScheduled {"resource":"invoke","parameters":"{\\"FunctionName\\":\\"f\\",\\"Payload\\":{\\"n\\":9}}","timeoutInSeconds":9}
                4<3 TaskStarted {"resource":"invoke"}
                5<4 TaskSucceeded {"resource":"invoke","output":"{\\"ExecutedVersion\\":\\"$LATEST\\",\\"StatusCode\\":200,\\"Payload\\":{\\"ok\\":true}}"}
                6<5 TaskStateExited {"name":"T","output":"{\\"ok\\":true}","assignedVariables":{"status":"200"}}
                7<6 ExecutionSucceeded {"output":"{\\"ok\\":true}"}
                """);
        assertThat(rig.lambdas.calls()).containsExactly("f {\"n\":9}");
        assertThat(rig.time.pending()).isZero();
    }

    @Test
    void task_shouldRetryThenCatch() {
        rig.lambdas.fail("f", "Broken", "it broke");
        String arn = rig.start("\"T\":{" + INVOKE + """
                ,"Arguments":{"FunctionName":"f","Payload":"{% $states.context.State.RetryCount %}"},
                "Retry":[{"ErrorEquals":["Broken"],"MaxAttempts":1,"IntervalSeconds":3}],
                "Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"Sorry",
                  "Assign":{"why":"{% $states.errorOutput.Error %}"},"Output":"{% $parse($states.errorOutput.Cause) %}"}],"End":true},
                "Sorry":{"Type":"Succeed"}
                """, "{}");
        assertThat(rig.status(arn)).isEqualTo(ExecutionStatus.RUNNING);
        rig.pass(Duration.ofSeconds(3));
        String cause = "{\\\"errorMessage\\\":\\\"it broke\\\",\\\"errorType\\\":\\\"Broken\\\"}";
        assertThat(rig.told(arn)).isEqualTo("""
                1<0 ExecutionStarted {"input":"{}"}
                2<0 TaskStateEntered {"name":"T","input":"{}"}
                3<2 TaskScheduled {"resource":"invoke","parameters":"{\\"FunctionName\\":\\"f\\",\\"Payload\\":0}"}
                4<3 TaskStarted {"resource":"invoke"}
                5<4 TaskFailed {"resource":"invoke","error":"Broken","cause":"%s"}
                6<5 TaskScheduled {"resource":"invoke","parameters":"{\\"FunctionName\\":\\"f\\",\\"Payload\\":1}"}
                7<6 TaskStarted {"resource":"invoke"}
                8<7 TaskFailed {"resource":"invoke","error":"Broken","cause":"%s"}
                9<8 TaskStateExited {"name":"T","output":"%s","assignedVariables":{"why":"\\"Broken\\""}}
                10<9 SucceedStateEntered {"name":"Sorry","input":"%s"}
                11<10 SucceedStateExited {"name":"Sorry","output":"%s"}
                12<11 ExecutionSucceeded {"output":"%s"}
                """.formatted(cause, cause, cause, cause, cause, cause));
    }

    @Test
    void task_shouldHandTheErrorOn_whenTheCatcherHasNoOutput() {
        rig.lambdas.fail("f", "Lambda.TooManyRequestsException", "slow down");
        String arn = rig.start("\"T\":{" + INVOKE + """
                ,"Arguments":{"FunctionName":"f"},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"Sorry"}],"End":true},
                "Sorry":{"Type":"Succeed"}
                """, "{}");
        assertThat(rig.output(arn))
                .isEqualTo("{\"Error\":\"Lambda.TooManyRequestsException\",\"Cause\":\"slow down\"}");
        assertThat(rig.lambdas.calls()).containsExactly("f {}");
    }

    @Test
    void task_shouldTimeOut_withAnEmptyCauseForTheCatcherAndNoneInTheHistory() {
        String arn = rig.start("""
                "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","TimeoutSeconds":60,
                  "Arguments":{"FunctionName":"f","Payload":{"token":"{% $states.context.Task.Token %}"}},
                  "Catch":[{"ErrorEquals":["States.Timeout"],"Next":"Late"}],"End":true},
                "Late":{"Type":"Succeed"}
                """, "{}");
        rig.pass(Duration.ofSeconds(59));
        assertThat(rig.status(arn)).isEqualTo(ExecutionStatus.RUNNING);
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.told(arn)).isEqualTo("""
                1<0 ExecutionStarted {"input":"{}"}
                2<0 TaskStateEntered {"name":"T","input":"{}"}
                3<2 TaskScheduled {"resource":"invoke.waitForTaskToken","parameters":"{\\"FunctionName\\":\\"f\\",\\"Payload\\":{\\"token\\":\\"(task token, not shown)\\"}}","timeoutInSeconds":60}
                4<3 TaskStarted {"resource":"invoke.waitForTaskToken"}
                5<4 TaskSubmitted {"resource":"invoke.waitForTaskToken","output":"{\\"ExecutedVersion\\":\\"$LATEST\\",\\"StatusCode\\":200,\\"Payload\\":{\\"token\\":\\"(task token, not shown)\\"}}"}
                6<5 TaskTimedOut {"resource":"invoke.waitForTaskToken","error":"States.Timeout"}
                7<6 TaskStateExited {"name":"T","output":"{\\"Error\\":\\"States.Timeout\\",\\"Cause\\":\\"\\"}"}
                8<7 SucceedStateEntered {"name":"Late","input":"{\\"Error\\":\\"States.Timeout\\",\\"Cause\\":\\"\\"}"}
                9<8 SucceedStateExited {"name":"Late","output":"{\\"Error\\":\\"States.Timeout\\",\\"Cause\\":\\"\\"}"}
                10<9 ExecutionSucceeded {"output":"{\\"Error\\":\\"States.Timeout\\",\\"Cause\\":\\"\\"}"}
                """);
    }

    @Test
    void wait_shouldLastAsLongAsItSays() {
        String arn = rig.start("""
                "S":{"Type":"Wait","Seconds":"{% $states.input.s %}","Next":"U"},
                "U":{"Type":"Wait","Timestamp":"2026-01-01T00:02:00+00:00","Next":"P"},
                "P":{"Type":"Wait","Timestamp":"{% '2025-01-01T00:00:00Z' %}","Assign":{"t":"{% $millis() %}"},"End":true}
                """, "{\"s\":90}");
        rig.pass(Duration.ofSeconds(89));
        assertThat(rig.types(arn)).containsExactly("ExecutionStarted", "WaitStateEntered");
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.types(arn)).endsWith("WaitStateExited", "WaitStateEntered");
        rig.pass(Duration.ofSeconds(30));
        assertThat(rig.told(arn)).endsWith("""
                7<6 WaitStateExited {"name":"P","output":"{\\"s\\":90}","assignedVariables":{"t":"1767225720000"}}
                8<7 ExecutionSucceeded {"output":"{\\"s\\":90}"}
                """);
    }

    @Test
    void wait_shouldFail_whenItsTimestampIsNone() {
        String arn = rig.start("\"S\":{\"Type\":\"Wait\",\"Timestamp\":\"{% 'soon' %}\",\"End\":true}", "{}");
        assertThat(rig.told(arn)).contains("3<2 EvaluationFailed", "\"location\":\"Timestamp\"", "format string: soon");
    }

    @Test
    void fail_shouldTellErrorAndCause() {
        String arn = rig.start(
                "\"F\":{\"Type\":\"Fail\",\"Error\":\"{% $states.input.e %}\",\"Cause\":\"c\"}", "{\"e\":\"E\"}");
        assertThat(rig.told(arn)).endsWith("3<2 ExecutionFailed {\"error\":\"E\",\"cause\":\"c\"}\n");
        assertThat(rig.view(arn).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void execution_shouldTimeOut_atItsOwnLimit() {
        String definition = "{\"QueryLanguage\":\"JSONata\",\"TimeoutSeconds\":30,\"StartAt\":\"S\",\"States\":{\"S\":"
                + "{\"Type\":\"Wait\",\"Seconds\":60,\"End\":true}}}";
        String machine =
                rig.engine.createStateMachine("m", definition, Rig.ROLE).arn();
        String arn = rig.engine.startExecution(machine, "e", null).identity().executionArn();
        rig.pass(Duration.ofSeconds(100));
        assertThat(rig.told(arn)).endsWith("3<0 ExecutionTimedOut {\"error\":\"States.Timeout\"}\n");
        assertThat(rig.view(arn)).satisfies(view -> {
            assertThat(view.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
            assertThat(view.error()).isNull();
            assertThat(view.endedAt()).isEqualTo(view.startedAt().plusSeconds(30));
        });
        assertThat(rig.time.pending()).isZero();
    }

    @Test
    void execution_shouldEndAtTheLastEvent_whenItNeverEndsByItself() {
        String arn = rig.start("""
                "L":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.stop %}","Next":"E"}],"Default":"L"},
                "E":{"Type":"Succeed"}
                """, "{\"stop\":false}");
        var last = rig.engine.getExecutionHistory(arn, true, 2, null).items();
        assertThat(last.getFirst().id()).isEqualTo(25_000);
        assertThat(last.getFirst().previousId()).isEqualTo(24_999);
        assertThat(last.getLast().type().name()).isEqualTo("ChoiceStateExited");
        assertThat(rig.view(arn).error()).isEqualTo("States.Runtime");
        assertThat(rig.view(arn).cause())
                .isEqualTo("The execution reached the maximum number of history events (25000).");
    }

    private String again(String states, String input) {
        return rig.engine
                .startExecution(rig.create("m", states), "e2", input)
                .identity()
                .executionArn();
    }
}
