package dev.cairn.local.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.handler.TransientFailure;
import dev.cairn.local.asl.Definition;
import dev.cairn.local.asl.Substitutions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The template and the definition that are deployed are those that run here. */
class SamTemplateTest {
    /** What Lambda says when it or the network, and not the step, gave up; none of it means that nothing was done. */
    private static final List<String> OF_THE_SERVICE = List.of(
            "Lambda.ServiceException",
            "Lambda.AWSLambdaException",
            "Lambda.SdkClientException",
            "Lambda.TooManyRequestsException",
            "Lambda.ClientExecutionTimeoutException",
            "Lambda.CodeArtifactUserPendingException",
            "Lambda.ResourceConflictException",
            "Lambda.ResourceNotReadyException",
            "Lambda.SnapStartNotReadyException",
            "Lambda.SnapStartTimeoutException",
            "Lambda.Unknown",
            "Runtime.ExitError",
            "Sandbox.Timedout");

    private final SamTemplate template = SamTemplate.ofThisRelease();

    private static String definition() throws IOException {
        try (InputStream in = SamTemplateTest.class.getResourceAsStream("/statemachine/cairn.asl.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<JsonNode> states(String type) throws IOException {
        return new JsonMapper()
                .readTree(definition()).path("States").values().stream()
                        .filter(state -> state.path("Type").asString().equals(type))
                        .toList();
    }

    @Test
    void functions_shouldHaveTheTimeOutsOfTheTemplate() {
        assertThat(requireNonNull(template.functions().get("AgentTurnFunction")).timeout())
                .isEqualTo(Duration.ofMinutes(15));
        assertThat(requireNonNull(template.functions().get("ApiFunction")).timeout())
                .isEqualTo(Duration.ofSeconds(29));
        assertThat(template.substitutions())
                .containsEntry("PlanFunction", "PlanFunction")
                .hasSize(10);
        assertThat(template.functions().keySet())
                .containsAll(template.substitutions().values());
    }

    @Test
    void routes_shouldBeThoseOfTheApi() {
        assertThat(template.routes())
                .extracting(SamTemplate.Route::key)
                .contains(
                        "GET /health",
                        "POST /runs",
                        "GET /runs/{runId}/checkpoints/{checkpointId}",
                        "POST /runs/{runId}/requests/{requestId}/response",
                        "DELETE /runs/{runId}",
                        "$default")
                .doesNotHaveDuplicates();
    }

    @Test
    void definition_shouldBeSound_whenItsFunctionsAreFilledIn() throws Exception {
        Definition.parse(new Substitutions(template.substitutions()).apply(definition()));
    }

    @Test
    void tasks_shouldOutliveTheirFunctionAndRetryAndCatchByName() throws IOException {
        assertThat(states("Task")).hasSize(10).allSatisfy(task -> {
            String function =
                    task.path("Arguments").path("FunctionName").asString().replaceAll("[${}]", "");
            JsonNode timeout = task.path("TimeoutSeconds");
            if (timeout.isIntegralNumber()) {
                assertThat(Duration.ofSeconds(timeout.longValue()))
                        .isEqualTo(requireNonNull(template.functions().get(function))
                                .timeout()
                                .plusSeconds(30));
            } else {
                assertThat(timeout.asString()).isEqualTo("{% $pointer.waitSeconds %}");
            }
            assertThat(task.path("Retry").values()).isNotEmpty().allSatisfy(retry -> {
                assertThat(retry.path("JitterStrategy").asString()).isEqualTo("FULL");
                assertThat(retry.path("ErrorEquals").toString())
                        .doesNotContain("States.ALL")
                        .doesNotContain("PermanentFailure");
            });
            assertThat(task.path("Catch").toString()).contains("States.ALL");
        });
        assertThat(states("Choice"))
                .allSatisfy(
                        choice -> assertThat(choice.path("Default").asString()).isEqualTo("RecordFailure"));
    }

    @Test
    void tasks_shouldTryAgain_whateverPasses() throws IOException {
        assertThat(states("Task")).hasSize(10).allSatisfy(task -> {
            boolean waits = task.path("Resource").asString().endsWith(".waitForTaskToken");
            List<String> retried = new ArrayList<>(OF_THE_SERVICE);
            retried.add(TransientFailure.class.getName());
            if (!waits) {
                retried.add("States.Timeout");
            }
            assertThat(names(task.path("Retry")))
                    .as(task.path("Comment").asString())
                    .containsAll(retried)
                    .doesNotHaveDuplicates();
            assertThat(task.path("Retry").values()).allSatisfy(retry -> {
                assertThat(retry.path("MaxAttempts").asInt()).isGreaterThanOrEqualTo(6);
                assertThat(retry.path("BackoffRate").asInt()).isGreaterThanOrEqualTo(2);
            });
            if (waits) {
                assertThat(names(task.path("Retry")))
                        .as("the time of who is waited for has passed, and is not given again")
                        .doesNotContain("States.Timeout");
                assertThat(task.path("Catch").path(0).path("ErrorEquals").toString())
                        .isEqualTo("[\"States.Timeout\"]");
                assertThat(task.path("Catch").path(0).path("Next").asString()).isEqualTo("Settle");
            }
        });
    }

    private static List<String> names(JsonNode handlers) {
        return handlers.values().stream()
                .flatMap(handler -> handler.path("ErrorEquals").values().stream())
                .map(JsonNode::stringValue)
                .toList();
    }
}
