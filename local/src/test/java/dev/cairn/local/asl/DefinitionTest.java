package dev.cairn.local.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.local.asl.expression.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {
    private static List<String> faults(String text) {
        InvalidDefinition invalid = catchThrowableOfType(InvalidDefinition.class, () -> Definition.parse(text));
        assertThat(invalid).as("faults of " + text).isNotNull();
        return invalid.faults().stream().map(DefinitionFault::toString).toList();
    }

    private static String states(String states) {
        return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{" + states + "}}";
    }

    @Test
    void parse_shouldReadEveryField() throws InvalidDefinition {
        Definition definition = Definition.parse("""
                {"Comment":"all of it","Version":"1.0","QueryLanguage":"JSONata","StartAt":"Work","TimeoutSeconds":60,
                 "States":{
                  "Work":{"Type":"Task","Comment":"c","Resource":"arn:aws:states:::lambda:invoke",
                    "Arguments":{"FunctionName":"f","Payload":{"n":"{% $states.input.n %}","l":[1,"{% 2 %}"]}},
                    "TimeoutSeconds":"{% 5 %}","HeartbeatSeconds":3,
                    "Retry":[{"ErrorEquals":["X","Y"],"IntervalSeconds":2,"MaxAttempts":5,"BackoffRate":1.5,
                              "MaxDelaySeconds":9,"JitterStrategy":"FULL"},{"ErrorEquals":["States.ALL"]}],
                    "Catch":[{"ErrorEquals":["X"],"Next":"Sorry","Assign":{"e":"{% $states.errorOutput %}"},"Output":1}],
                    "Assign":{"v":1},"Output":"{% $states.result.Payload %}","Next":"Which"},
                  "Which":{"Type":"Choice","Choices":[{"Condition":"{% true %}","Next":"Pause"}],"Default":"Fine"},
                  "Pause":{"Type":"Wait","Seconds":5,"Next":"On"},
                  "On":{"Type":"Pass","End":true},
                  "Fine":{"Type":"Succeed","Output":{"ok":true}},
                  "Sorry":{"Type":"Fail","Error":"E","Cause":"{% 'because' %}"}}}
                """);

        assertThat(definition.comment()).isEqualTo("all of it");
        assertThat(definition.timeoutSeconds()).isEqualTo(60);
        assertThat(definition.states().keySet()).containsExactly("Work", "Which", "Pause", "On", "Fine", "Sorry");
        var work = (State.Task) definition.state("Work");
        assertThat(work.integration()).isEqualTo(LambdaIntegration.INVOKE);
        assertThat(work.heartbeat()).isEqualTo(new Seconds.Fixed(3));
        assertThat(work.timeout()).isInstanceOf(Seconds.Computed.class);
        assertThat(work.arguments()).isInstanceOf(Template.Fields.class);
        assertThat(work.retriers().getFirst())
                .isEqualTo(new Retrier(new ErrorNames(List.of("X", "Y")), 2, 5, 1.5, 9L, true));
        assertThat(work.retriers().getLast())
                .isEqualTo(new Retrier(new ErrorNames(List.of("States.ALL")), 1, 3, 2, null, false));
        assertThat(work.catchers().getFirst().next()).isEqualTo("Sorry");
        assertThat(work.transition()).isEqualTo(new Transition.To("Which"));
        assertThat(definition.state("Sorry"))
                .isInstanceOfSatisfying(
                        State.Fail.class, fail -> assertThat(fail.error()).isEqualTo(new Text.Fixed("E")));
    }

    @Test
    void parse_shouldTellAllFaultsAtOnce() {
        assertThat(faults("""
                {"QueryLanguage":"JSONata","StartAt":"Nowhere","Extra":1,"TimeoutSeconds":0,"States":{
                  "A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Next":"Gone","Arguments":{}},
                  "B":{"Type":"Parallel","End":true},
                  "C":{"Type":"Pass","Parameters":{},"End":true,"Output":"{% $foo( %}"},
                  "D":{"Type":"Pass"}}}
                """))
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).contains("TimeoutSeconds").endsWith("at /TimeoutSeconds"),
                        fault -> assertThat(fault).contains("sqs:sendMessage").endsWith("at /States/A/Resource"),
                        fault -> assertThat(fault).contains("FunctionName").endsWith("at /States/A/Arguments"),
                        fault -> assertThat(fault)
                                .contains("'Parallel'", "Task, Choice")
                                .endsWith("at /States/B/Type"),
                        fault -> assertThat(fault).contains("S0203").endsWith("at /States/C/Output"),
                        fault -> assertThat(fault).contains("JSONPath").endsWith("at /States/C/Parameters"),
                        fault -> assertThat(fault).contains("'Next' and 'End'").endsWith("at /States/D/Next"),
                        fault -> assertThat(fault).contains("'Extra'").endsWith("at /Extra"),
                        fault -> assertThat(fault).contains("Nowhere").endsWith("at /StartAt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "A":{"Type":"Map"}                                               | States of type 'Map' are not supported
            "A":{"Type":"Parallel"}                                          | States of type 'Parallel' are not supported
            "A":{"Type":"Magic"}                                             | States of type 'Magic' are not supported
            "A":{}                                                           | These fields are required: [Type] at /States/A
            "A":1                                                            | A state must be an object
            "A":{"Type":"Pass","End":false}                                  | The field 'End' can only be true
            "A":{"Type":"Pass","End":true,"Next":"A"}                        | Exactly one of 'Next' and 'End'
            "A":{"Type":"Pass","Next":"B"}                                   | Missing target: B at /States/A/Next
            "A":{"Type":"Pass","End":true},"B":{"Type":"Succeed"}            | State "B" is not reachable.
            "A":{"Type":"Pass","End":true,"Retry":[]}                        | Field 'Retry' is not supported
            "A":{"Type":"Pass","End":true,"QueryLanguage":"JSONPath"}        | QueryLanguage must be "JSONata"
            "A":{"Type":"Pass","End":true,"Assign":{"states":1}}             | 'states' cannot be a variable
            "A":{"Type":"Pass","End":true,"Assign":{"1st":1}}                | '1st' cannot be a variable
            "A":{"Type":"Pass","End":true,"Assign":"{% {} %}"}               | 'Assign' must be an object
            "A":{"Type":"Pass","End":true,"Output":"{% $eval('1') %}"}       | $eval is not available
            "A":{"Type":"Pass","End":true,"Output":{"a":["{% ) %}"]}}        | at /States/A/Output/a[0]
            "A":{"Type":"Choice","Choices":[]}                               | at least one rule
            "A":{"Type":"Choice","Choices":[{"Next":"A"}]}                   | These fields are required: [Condition]
            "A":{"Type":"Choice","Choices":[{"Condition":"yes","Next":"A"}]} | must be a JSONata expression or a boolean
            "A":{"Type":"Choice","Choices":[{"Condition":true}]}             | required: [Next] at /States/A/Choices[0]
            "A":{"Type":"Choice","Choices":[{"Condition":true,"Next":"A","Variable":"$.x"}]} | belongs to JSONPath
            "A":{"Type":"Wait","End":true}                                   | exactly one of 'Seconds' and 'Timestamp'
            "A":{"Type":"Wait","Seconds":-1,"End":true}                      | between 0 and 99999999
            "A":{"Type":"Wait","Timestamp":"tomorrow","End":true}            | does not match RFC3339
            "A":{"Type":"Fail","Error":1}                                    | The field 'Error' must be a string
            "A":{"Type":"Succeed","End":true}                                | Field 'End' is not supported
            """)
    void parse_shouldNameTheFault(String state, String fault) {
        assertThat(faults(states(state))).anySatisfy(found -> assertThat(found).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "Arguments":{"Payload":1}                                        | These fields are required: [FunctionName]
            "Arguments":{"FunctionName":"f","Qualifier":"1"}                 | The argument 'Qualifier' is not supported
            "Arguments":"f"                                                  | 'Arguments' must be an object
            "Payload":1                                                      | 'Arguments' is required
            "TimeoutSeconds":0                                               | between 1 and 99999999
            "TimeoutSeconds":5,"HeartbeatSeconds":5                          | smaller than TimeoutSeconds
            "Retry":[{"ErrorEquals":[]}]                                     | array of at least one string
            "Retry":[{"MaxAttempts":1}]                                      | required: [ErrorEquals] at /States/A/Retry[0]
            "Retry":[{"ErrorEquals":["States.ALL","X"]}]                     | must stand alone and in the last
            "Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["X"]}]   | must stand alone and in the last
            "Retry":[{"ErrorEquals":["X"],"IntervalSeconds":0}]              | between 1 and
            "Retry":[{"ErrorEquals":["X"],"BackoffRate":0.5}]                | at least 1.0
            "Retry":[{"ErrorEquals":["X"],"MaxDelaySeconds":1}]              | greater than IntervalSeconds
            "Retry":[{"ErrorEquals":["X"],"JitterStrategy":"SOME"}]          | "FULL" or "NONE"
            "Retry":[{"ErrorEquals":["X"],"Next":"B"}]                       | Field 'Next' is not supported
            "Catch":[{"ErrorEquals":["X"]}]                                  | required: [Next] at /States/A/Catch[0]
            "Catch":[{"ErrorEquals":["X"],"Next":"Z"}]                       | Missing target: Z at /States/A/Catch[0]/Next
            "Catch":{}                                                       | The field 'Catch' must be an array
            "ResultPath":"$.x"                                               | belongs to JSONPath
            """)
    void parse_shouldNameTheFaultOfATask(String fields, String fault) {
        String arguments = fields.startsWith("\"Arguments\"") || fields.startsWith("\"Payload\"")
                ? ""
                : "\"Arguments\":{\"FunctionName\":\"f\"},";
        String task = "\"A\":{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\"," + arguments + fields
                + ",\"End\":true}";
        assertThat(faults(states(task))).anySatisfy(found -> assertThat(found).contains(fault));
    }

    @Test
    void parse_shouldRefuseWhatIsNoDefinition() {
        assertThat(faults("not json")).singleElement().asString().contains("INVALID_JSON_DESCRIPTION", "line 1");
        assertThat(faults("[]")).singleElement().asString().contains("must be a valid JSON object");
        assertThat(faults("{}")).anySatisfy(fault -> assertThat(fault).contains("[StartAt]"));
        assertThat(faults("{}")).anySatisfy(fault -> assertThat(fault).contains("[States]"));
        assertThat(faults("{\"StartAt\":\"A\",\"StartAt\":\"B\"}"))
                .singleElement()
                .asString()
                .contains("StartAt");
        assertThat(faults("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}"))
                .singleElement()
                .asString()
                .contains("QueryLanguage must be \"JSONata\"");
        assertThat(faults(" ".repeat(1024 * 1024 + 1)))
                .singleElement()
                .asString()
                .contains("1048576");
    }

    @Test
    void substitutions_shouldFillInAndNameWhatIsMissing() {
        var substitutions = new Substitutions(Map.of("Name", "a\"b\\c", "Unused", "x"));
        assertThat(substitutions.apply("{\"f\":\"${Name}:1\",\"e\":\"{% ${'k':1} %}\"}"))
                .isEqualTo("{\"f\":\"a\\\"b\\\\c:1\",\"e\":\"{% ${'k':1} %}\"}");
        assertThatThrownBy(() -> substitutions.apply("${One} ${Name} ${Two}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[One, Two]")
                .hasMessageContaining("[Name, Unused]");
    }
}
