package dev.cairn.functions.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonHandlerTest {
    private final FunctionsRig rig = new FunctionsRig();
    private final List<String> logged = new ArrayList<>();

    private void fail(RuntimeException thrown) {
        JsonHandler<JsonNode> handler = new JsonHandler<>(
                JsonNode.class,
                (input, context) -> {
                    throw thrown;
                },
                rig.services.brokenObjects());
        assertThatThrownBy(() -> handler.handleRequest(
                        new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                        new ByteArrayOutputStream(),
                        Contexts.context(1_000, logged::add)))
                .isInstanceOfAny(PermanentFailure.class, TransientFailure.class)
                .hasMessageNotContaining("the task of somebody");
    }

    @Test
    void fault_shouldBeOneLineOfWhereItWas_withoutItsOwnWords() {
        fail(new IllegalStateException(
                "quotes the task of somebody", new StoreException("The table t does not answer.")));

        JsonNode line = Json.tree(assertThat(logged).singleElement().actual());
        assertThat(line.path("level").asString()).isEqualTo("error");
        assertThat(line.path("requestId").asString()).isEqualTo("invocation");
        JsonNode causes = line.path("causes");
        assertThat(causes.path(0).path("exception").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(causes.path(0).path("frames").path(0).asString()).contains("JsonHandlerTest");
        assertThat(causes.path(1).path("message").asString()).isEqualTo("The table t does not answer.");
        assertThat(logged.getFirst()).doesNotContain("the task of somebody");
    }

    @Test
    void refusalOfOurs_shouldBeLeftToTheExecutionsHistory() {
        fail(new StoreException("The table t does not answer."));

        assertThat(logged).isEmpty();
    }
}
