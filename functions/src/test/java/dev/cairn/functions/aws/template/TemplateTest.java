package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.testing.TemplateFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What only a deployment would show, and linters let pass. */
class TemplateTest {
    private final JsonNode template = TemplateFile.tree();

    @Test
    void everyFunction_shouldNameItsCode_becausePackagingReadsNoGlobals() {
        assertThat(TemplateFile.all("AWS::Serverless::Function"))
                .hasSize(12)
                .allSatisfy(
                        (name, function) -> assertThat(function.path("CodeUri").asString(""))
                                .as(name)
                                .isEqualTo("functions/target/cairn-lambda.jar"));
        assertThat(template.path("Globals").path("Function").has("CodeUri")).isFalse();
    }

    /** Where code and settings are as they were Lambda publishes no version, and CloudFormation fails for want of it. */
    @Test
    void everyFunction_shouldBeToldItsRelease_soThatEveryDeploymentChangesIt() {
        assertThat(template.at("/Globals/Function/Environment/Variables/CAIRN_RELEASE")
                        .asString(""))
                .isEqualTo("Release");
        assertThat(template.at("/Parameters/Release/Type").asString("")).isEqualTo("String");
        assertThat(TemplateFile.all("AWS::Serverless::Function"))
                .allSatisfy((name, function) ->
                        assertThat(function.has("Environment")).as(name).isFalse());
    }

    @Test
    void whatHasANameOfItsOwn_shouldBeginItWithTheStacks_soThatTwoStacksFitIntoAnAccount() {
        assertThat(template.at("/Resources/ReconcileFunction/Properties/Events/Schedule/Properties/Name")
                        .asString(""))
                .startsWith("${AWS::StackName}");
        Map<String, String> names = Map.of(
                "AWS::Serverless::Function", "FunctionName",
                "AWS::Serverless::StateMachine", "Name",
                "AWS::Logs::LogGroup", "LogGroupName",
                "AWS::Events::EventBus", "Name",
                "AWS::CloudWatch::Dashboard", "DashboardName");
        names.forEach((type, field) -> assertThat(TemplateFile.all(type))
                .isNotEmpty()
                .allSatisfy(
                        (name, properties) -> assertThat(properties.path(field).asString(""))
                                .as("%s.%s", name, field)
                                .contains("AWS::StackName")));
        for (String type : List.of("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::SNS::Topic")) {
            assertThat(TemplateFile.all(type))
                    .isNotEmpty()
                    .allSatisfy((name, properties) -> assertThat(properties.propertyNames())
                            .as("%s is named by AWS", name)
                            .doesNotContain("BucketName", "TableName", "QueueName", "TopicName"));
        }
    }

    /** Of the table alone DynamoDB counts no ThrottledRequests and no SystemErrors: an alarm on them is green for ever. */
    @Test
    void alarmsOfTheTable_shouldWatchWhatIsCounted() {
        Map<String, List<String>> dimensions = Map.of(
                "ReadThrottleEvents", List.of("TableName", "TableName,GlobalSecondaryIndexName"),
                "WriteThrottleEvents", List.of("TableName", "TableName,GlobalSecondaryIndexName"),
                "SystemErrors", List.of("TableName,Operation"));
        List<JsonNode> watched = TemplateFile.all("AWS::CloudWatch::Alarm").values().stream()
                .flatMap(alarm -> alarm.path("Metrics").values().stream())
                .map(query -> query.path("MetricStat").path("Metric"))
                .filter(metric -> metric.path("Namespace").asString("").equals("AWS/DynamoDB"))
                .toList();

        assertThat(watched)
                .hasSizeGreaterThan(8)
                .allSatisfy(metric -> assertThat(
                                dimensions.get(metric.path("MetricName").stringValue()))
                        .contains(metric.path("Dimensions").values().stream()
                                .map(dimension -> dimension.path("Name").stringValue())
                                .collect(Collectors.joining(","))));
        assertThat(TemplateFile.all("AWS::CloudWatch::Alarm").values())
                .extracting(alarm -> alarm.path("Namespace").asString(""))
                .doesNotContain("AWS/DynamoDB");
    }

    @Test
    void expressions_shouldUseEveryMetricOfTheirAlarm() {
        TemplateFile.all("AWS::CloudWatch::Alarm").forEach((name, alarm) -> {
            String expression = alarm.path("Metrics").path(0).path("Expression").asString("");
            alarm.path("Metrics").values().stream()
                    .skip(1)
                    .forEach(query -> assertThat(expression)
                            .as(name)
                            .contains("FILL(" + query.path("Id").stringValue() + ", 0)"));
        });
    }
}
