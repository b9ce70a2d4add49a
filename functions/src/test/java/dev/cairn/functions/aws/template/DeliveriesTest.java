package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.event.BusEvents;
import dev.cairn.functions.aws.event.BusNotices;
import dev.cairn.functions.aws.testing.TemplateFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who is told of what: the reconciler of executions that died and of every minute, people of runs that wait. */
class DeliveriesTest {
    private static final String DEAD_LETTERS = "DeadLetters.Arn";

    private final JsonNode reconcile = TemplateFile.of("ReconcileFunction");

    @Test
    void reconciler_shouldBeToldOfEveryExecutionOfTheStateMachineThatDied() {
        JsonNode died = reconcile.at("/Events/Died");
        assertThat(died.path("Type").asString("")).isEqualTo("EventBridgeRule");
        assertThat(died.at("/Properties/Pattern")).isEqualTo(Json.tree("""
                {"source": ["aws.states"], "detail-type": ["Step Functions Execution Status Change"],
                 "detail": {"status": ["FAILED", "TIMED_OUT", "ABORTED"], "stateMachineArn":
                   ["arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}"]}}"""));
        assertThat(TemplateFile.of("StateMachine").path("Name").asString("")).isEqualTo("AWS::StackName");
        assertThat(died.at("/Properties").has("EventBusName"))
                .as("AWS's own events come on the default bus")
                .isFalse();
    }

    /** The role is SAM's own: it may invoke this function's alias and put letters into that queue, and nothing else. */
    @Test
    void reconciler_shouldBeCalledEveryMinute_inTheRoleThatSamMakes() {
        JsonNode schedule = reconcile.at("/Events/Schedule");
        assertThat(schedule.path("Type").asString("")).isEqualTo("ScheduleV2");
        assertThat(schedule.at("/Properties/ScheduleExpression").asString("")).isEqualTo("rate(1 minute)");
        assertThat(schedule.at("/Properties").propertyNames())
                .isSubsetOf("Name", "ScheduleExpression", "RetryPolicy", "DeadLetterConfig");
    }

    @Test
    void everyDelivery_shouldHaveAPlaceForWhatCouldNotBeDelivered() {
        assertThat(reconcile.path("Events").properties())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getValue()
                                .at("/Properties/DeadLetterConfig/Arn")
                                .asString(""))
                        .as(event.getKey())
                        .isEqualTo(DEAD_LETTERS));
        assertThat(reconcile.at("/EventInvokeConfig/DestinationConfig/OnFailure"))
                .isEqualTo(Json.tree("{\"Type\": \"SQS\", \"Destination\": \"DeadLetters.Arn\"}"));
        assertThat(TemplateFile.all("AWS::Events::Rule"))
                .isNotEmpty()
                .allSatisfy((name, rule) -> assertThat(rule.path("Targets").values())
                        .isNotEmpty()
                        .allSatisfy(target -> assertThat(
                                        target.at("/DeadLetterConfig/Arn").asString(""))
                                .as(name)
                                .isEqualTo(DEAD_LETTERS)));
    }

    @Test
    void deadLetters_shouldBeTakenFromRulesOfThisAccount_andKeptForAFortnight_encrypted() {
        assertThat(TemplateFile.of("DeadLetters"))
                .isEqualTo(Json.tree("{\"MessageRetentionPeriod\": 1209600, \"SqsManagedSseEnabled\": true}"));
        assertThat(TemplateFile.all("AWS::SQS::QueuePolicy").values())
                .singleElement()
                .isEqualTo(Json.tree("""
                        {"Queues": ["DeadLetters"], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                          "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
                          "Action": "sqs:SendMessage", "Resource": "DeadLetters.Arn",
                          "Condition": {"ArnLike": {"aws:SourceArn":
                            "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*"}}}]}}"""));
    }

    @Test
    void people_shouldBeToldOfRunsThatWait_withTheLink() {
        JsonNode rule = TemplateFile.of("Waiting");
        assertThat(rule.path("EventBusName").asString("")).isEqualTo("Bus");
        assertThat(rule.path("State").asString("ENABLED")).isEqualTo("ENABLED");
        assertThat(rule.path("EventPattern"))
                .isEqualTo(Json.tree("{\"source\": [\"%s\"], \"detail-type\": [\"%s\"]}"
                        .formatted(BusEvents.SOURCE, BusNotices.DETAIL_TYPE)));
        assertThat(rule.path("Targets").values()).singleElement().satisfies(target -> {
            assertThat(target.path("Arn").asString("")).isEqualTo("People");
            assertThat(target.at("/InputTransformer/InputPathsMap/link").asString(""))
                    .isEqualTo("$.detail.link");
            assertThat(target.at("/InputTransformer/InputTemplate").asString(""))
                    .contains("<link>");
        });
        assertThat(TemplateFile.all("AWS::SNS::TopicPolicy").values())
                .singleElement()
                .isEqualTo(Json.tree("""
                        {"Topics": ["People"], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{
                          "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"},
                          "Action": "sns:Publish", "Resource": "People"}]}}"""));
    }
}
