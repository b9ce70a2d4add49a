package dev.cairn.functions.aws.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.Lambda;
import dev.cairn.functions.aws.testing.TemplateFile;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What all functions have in common, each with a role that SAM makes for it from its policies. */
class FunctionsTest {
    private final JsonNode global = TemplateFile.tree().at("/Globals/Function");
    private final Map<String, JsonNode> functions = TemplateFile.all("AWS::Serverless::Function");

    @Test
    void everyFunction_shouldBeOneOfTheHandlers_andEachHandlerAFunction() {
        assertThat(functions.values())
                .extracting(function -> function.path("Handler").asString(""))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Lambda.class.getMethods())
                        .filter(method -> method.getDeclaringClass().equals(Lambda.class))
                        .map(Method::getName)
                        .map(handler -> Lambda.class.getName() + "::" + handler)
                        .toList());
    }

    @Test
    void functions_shouldRunOnJava25OnArm_inPublishedVersions_traced() {
        assertThat(global.path("Runtime").asString("")).isEqualTo("java25");
        assertThat(global.path("Architectures")).isEqualTo(Json.tree("[\"arm64\"]"));
        assertThat(global.path("AutoPublishAlias").asString("")).isEqualTo("live");
        assertThat(global.path("Tracing").asString("")).isEqualTo("Active");
    }

    @Test
    void snapStart_shouldBeAParameter_andOffUnlessSomebodyWantsIt() {
        assertThat(global.path("SnapStart")).isEqualTo(Json.tree("{\"ApplyOn\": \"SnapStart\"}"));
        JsonNode parameter = TemplateFile.tree().at("/Parameters/SnapStart");
        assertThat(parameter.path("Default").asString("")).isEqualTo("None");
        assertThat(parameter.path("AllowedValues")).isEqualTo(Json.tree("[\"None\", \"PublishedVersions\"]"));
    }

    @Test
    void functions_shouldLogAsJson_intoAGroupOfTheTemplate() {
        assertThat(global.path("LoggingConfig"))
                .isEqualTo(Json.tree("{\"LogFormat\": \"JSON\", \"LogGroup\": \"Logs\"}"));
    }

    @Test
    void everyLogGroup_shouldForgetAfterTheDaysOfTheParameter() {
        assertThat(TemplateFile.all("AWS::Logs::LogGroup"))
                .containsOnlyKeys("Logs", "ApiLogs", "StateMachineLogs")
                .allSatisfy((name, group) -> assertThat(
                                group.path("RetentionInDays").asString(""))
                        .as(name)
                        .isEqualTo("LogDays"));
    }

    /** A runtime, tracing, a log group or a role of its own would be another than all others have. */
    @Test
    void noFunction_shouldDepartFromWhatAllHave_butInTimeRightsAndEvents() {
        assertThat(functions)
                .allSatisfy((name, function) -> assertThat(function.propertyNames())
                        .as(name)
                        .contains("CodeUri", "FunctionName", "Handler", "Policies")
                        .isSubsetOf(
                                "CodeUri",
                                "FunctionName",
                                "Handler",
                                "Policies",
                                "Timeout",
                                "EventInvokeConfig",
                                "Events"));
        assertThat(TemplateFile.all("AWS::IAM::Role")).isEmpty();
    }

    @Test
    void variables_shouldNameTheResourcesOfTheStack() {
        Map<String, JsonNode> variables = global.at("/Environment/Variables").properties().stream()
                .filter(variable -> !variable.getKey().equals("JAVA_TOOL_OPTIONS"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(Json.toTree(variables)).isEqualTo(Json.tree("""
                {"CAIRN_BUCKET": "Bucket", "CAIRN_TABLE": "Table",
                 "CAIRN_TENANT": ["OwnTenant", "Tenant", "AWS::AccountId"],
                 "CAIRN_TENANT_CLAIM": "TenantClaim", "CAIRN_REQUEST_DAYS": "RequestDays",
                 "CAIRN_STATE_MACHINE":
                   "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:${AWS::StackName}",
                 "CAIRN_MODEL_KEYS": ["OwnModelKeys", "ModelKeys", "ModelVariables"],
                 "CAIRN_SECRET": "InstallationSecret", "CAIRN_EVENT_BUS": "Bus",
                 "CAIRN_PUBLIC_URL": ["OwnUrl", "PublicUrl", "Api.ApiEndpoint"],
                 "CAIRN_RELEASE": "Release", "CAIRN_REHEARSAL_PACE": "0"}"""));
    }
}
