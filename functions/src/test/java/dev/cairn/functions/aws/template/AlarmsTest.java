package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every alarm watches something that is counted, goes off while something is wrong, and tells somebody. */
class AlarmsTest {
    /** Of what, from the first of them in a period on or after more, and how it takes that nothing was counted. */
    private static final Map<String, String> DUE = Map.of(
            "ExecutionsFailedAlarm", "AWS/States ExecutionsFailed [StateMachineArn=StateMachine] > 0",
            "ExecutionsTimedOutAlarm", "AWS/States ExecutionsTimedOut [StateMachineArn=StateMachine] > 0",
            "BrokenAlarm", "Cairn ${AWS::StackName}-AlarmLines [] > 0",
            "DeadLettersAlarm", "AWS/SQS ApproximateNumberOfMessagesVisible [QueueName=DeadLetters.QueueName] > 0",
            "ApiFaultsAlarm", "AWS/ApiGateway 5xx [ApiId=Api] > 5",
            "ReconcileErrorsAlarm", "AWS/Lambda Errors [FunctionName=ReconcileFunction] > 0",
            "ReconcileSilentAlarm", "AWS/Lambda Invocations [FunctionName=ReconcileFunction] < 1 or missing",
            "TableThrottledAlarm", "AWS/DynamoDB ReadThrottleEvents WriteThrottleEvents > 100",
            "TableErrorsAlarm", "AWS/DynamoDB SystemErrors > 0");

    private final Map<String, JsonNode> alarms = TemplateFile.all("AWS::CloudWatch::Alarm");

    @Test
    void alarms_shouldWatchWhatIsCounted_andGoOffWhereItSaysThatSomethingIsWrong() {
        Map<String, String> told = new TreeMap<>();
        alarms.forEach((name, alarm) -> told.put(name, told(alarm)));
        assertThat(told).containsExactlyInAnyOrderEntriesOf(DUE);
    }

    @Test
    void everyAlarm_shouldTellTheTopicOfAlarms_andSayWhereToReadOn() {
        assertThat(alarms).allSatisfy((name, alarm) -> {
            assertThat(alarm.path("AlarmActions")).as(name).isEqualTo(Json.tree("[\"Alarms\"]"));
            assertThat(alarm.path("ActionsEnabled").asBoolean(true)).as(name).isTrue();
            assertThat(alarm.path("AlarmDescription").asString("")).as(name).contains("docs/operations.md");
        });
        assertThat(TemplateFile.of("AlarmsByMail"))
                .isEqualTo(
                        Json.tree("{\"TopicArn\": \"Alarms\", \"Protocol\": \"email\", \"Endpoint\": \"AlarmEmail\"}"));
    }

    @Test
    void alarmLines_shouldBeCountedInTheLogOfTheFunctions() {
        JsonNode filter = TemplateFile.of("AlarmLines");
        assertThat(filter.path("LogGroupName").asString("")).isEqualTo("Logs");
        assertThat(filter.path("MetricTransformations")).isEqualTo(Json.tree("""
                [{"MetricNamespace": "Cairn", "MetricName": "${AWS::StackName}-AlarmLines", "MetricValue": "1"}]"""));
    }

    @Test
    void dashboard_shouldShowEveryFunction_andTheAlarmsMetrics() {
        String written = TemplateFile.of("Dashboard").path("DashboardBody").asString("");
        JsonNode body = Json.tree(written);
        assertThat(body.path("widgets").values()).hasSizeGreaterThan(4);
        assertThat(Pattern.compile("\\$\\{(\\w+)}").matcher(written).results().map(found -> found.group(1)))
                .isSubsetOf(TemplateFile.tree().path("Resources").propertyNames())
                .containsAll(TemplateFile.all("AWS::Serverless::Function").keySet())
                .contains("StateMachine", "Api", "Table");
        assertThat(written)
                .contains(
                        "ExecutionsFailed",
                        "ExecutionsTimedOut",
                        "ExecutionsAborted",
                        "5xx",
                        "Throttles",
                        "ReadThrottleEvents",
                        "WriteThrottleEvents",
                        "${AWS::StackName}-AlarmLines");
    }

    private static String told(JsonNode alarm) {
        boolean missing = alarm.path("TreatMissingData").asString("").equals("breaching");
        String comparison = alarm.path("ComparisonOperator").asString("");
        return (alarm.has("Metrics") ? several(alarm.path("Metrics")) : one(alarm))
                + switch (comparison) {
                    case "GreaterThanThreshold" -> " > ";
                    case "LessThanThreshold" -> " < ";
                    default -> " " + comparison + " ";
                }
                + alarm.path("Threshold").asInt()
                + (missing ? " or missing" : "");
    }

    private static String one(JsonNode alarm) {
        return alarm.path("Namespace").asString("") + " "
                + alarm.path("MetricName").asString("")
                + alarm.path("Dimensions").values().stream()
                        .map(dimension -> dimension.path("Name").asString("") + "="
                                + dimension.path("Value").asString(""))
                        .collect(Collectors.joining(",", " [", "]"));
    }

    /** The dimensions of these are looked at where the alarms of the table are. */
    private static String several(JsonNode queries) {
        return queries.values().stream()
                .map(query -> query.at("/MetricStat/Metric"))
                .filter(metric -> !metric.isMissingNode())
                .flatMap(metric -> Stream.of(
                        metric.path("Namespace").asString(""),
                        metric.path("MetricName").asString("")))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
