package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StateMachineTest {
    private static final String DEFINITION = "statemachine/cairn.asl.json";

    private final JsonNode machine = TemplateFile.of("StateMachine");

    /** The functions that the definition names. */
    private static Set<String> named() {
        try (InputStream in = StateMachineTest.class.getResourceAsStream("/" + DEFINITION)) {
            String definition =
                    Json.tree(Objects.requireNonNull(in).readAllBytes()).toString();
            return Pattern.compile("\\$\\{(\\w+)}")
                    .matcher(definition)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void machine_shouldBeAStandardOne_ofTheDefinitionThatRunsEverywhere_inVersions() {
        assertThat(machine.path("Type").asString("")).isEqualTo("STANDARD");
        assertThat(machine.path("DefinitionUri").asString("")).isEqualTo(DEFINITION);
        assertThat(machine.path("AutoPublishAlias").asString("")).isEqualTo("live");
    }

    /** By version: a run ends on the code that it began with. */
    @Test
    void definition_shouldBeFilledInWithAVersionOfEveryFunctionThatItNames() {
        JsonNode substitutions = machine.path("DefinitionSubstitutions");
        assertThat(substitutions.propertyNames()).containsExactlyInAnyOrderElementsOf(named());
        assertThat(named())
                .isSubsetOf(TemplateFile.all("AWS::Serverless::Function").keySet())
                .allSatisfy(function ->
                        assertThat(substitutions.path(function).asString("")).isEqualTo(function + ".Version"));
    }

    @Test
    void role_shouldInvokeEveryVersionOfTheFunctionsThatAreNamed_writeItsLog_andDoNothingElse() {
        assertThat(machine.has("Role")).isFalse();
        List<JsonNode> statements = machine.path("Policies").values().stream()
                .flatMap(policy -> policy.path("Statement").values().stream())
                .toList();
        assertThat(statements)
                .hasSize(2)
                .allSatisfy(statement ->
                        assertThat(statement.path("Effect").asString("")).isEqualTo("Allow"));

        assertThat(statements.getFirst().path("Action").asString("")).isEqualTo("lambda:InvokeFunction");
        assertThat(statements.getFirst().path("Resource").values())
                .extracting(resource -> resource.asString(""))
                .containsExactlyInAnyOrderElementsOf(named().stream()
                        .map(function -> "${" + function + ".Arn}:*")
                        .toList());

        // What AWS documents that a state machine's log takes; log deliveries know no resources.
        assertThat(statements.getLast().path("Resource").asString("")).isEqualTo("*");
        assertThat(statements.getLast().path("Action").values())
                .extracting(action -> action.asString(""))
                .containsExactlyInAnyOrder(
                        "logs:CreateLogDelivery",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        "logs:GetLogDelivery",
                        "logs:UpdateLogDelivery",
                        "logs:DeleteLogDelivery",
                        "logs:ListLogDeliveries",
                        "logs:PutResourcePolicy",
                        "logs:DescribeResourcePolicies",
                        "logs:DescribeLogGroups");
    }

    /** A task token is in the input of the function that keeps it. */
    @Test
    void executions_shouldBeTraced_andLoggedWithoutTheirData() {
        assertThat(machine.path("Tracing")).isEqualTo(Json.tree("{\"Enabled\": true}"));
        assertThat(machine.path("Logging")).isEqualTo(Json.tree("""
                {"Level": "ERROR", "IncludeExecutionData": false, "Destinations": [
                  {"CloudWatchLogsLogGroup": {"LogGroupArn": "StateMachineLogs.Arn"}}]}"""));
    }

    /** Runs are started, and what has grown long is handed over, by functions; of these alone the role may. */
    @Test
    void handover_shouldBeAllowedToStartTheNextExecutionOfThisStateMachine() {
        assertThat(TemplateFile.of("HandoverFunction").path("Policies").values().stream()
                        .flatMap(policy -> policy.path("Statement").values().stream())
                        .filter(statement ->
                                statement.path("Action").asString("").equals("states:StartExecution")))
                .singleElement()
                .satisfies(statement -> assertThat(statement.path("Resource").asString(""))
                        .endsWith(":stateMachine:${AWS::StackName}"));
    }
}
