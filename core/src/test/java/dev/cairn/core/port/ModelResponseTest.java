package dev.cairn.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelResponseTest {
    private static ModelResponse calling(int times, String id, String name) {
        List<ToolCall> calls = Collections.nCopies(times, new ToolCall(id, name, Json.tree("{}")));
        return new ModelResponse(new Content("", calls, null, null), 1, 1);
    }

    @Test
    void response_shouldCallAsManyToolsAsAreRun() {
        String longest = "n".repeat(128);
        assertThat(calling(128, "c".repeat(2_048), longest).content().toolCalls())
                .hasSize(128);
    }

    @Test
    void response_shouldBeRefusedForGood_whenItCallsMore() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> calling(5_000, "c", "add"))
                .withMessageContaining("called 5000 tools in one answer, where at most 128")
                .matches(refused -> !refused.isTransient());
    }

    @Test
    void response_shouldBeRefusedForGood_whenANameOrAnIdIsTooLong() {
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> calling(1, "c", "n".repeat(129)))
                .withMessageContaining("named a tool in 129 characters, where at most 128");
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> calling(1, "c".repeat(400_000), "add"))
                .withMessageContaining("named a tool call's id in 400000 characters");
    }
}
