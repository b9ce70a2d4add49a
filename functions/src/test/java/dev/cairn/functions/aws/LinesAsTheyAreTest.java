package dev.cairn.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cairn.functions.handler.Contexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesAsTheyAreTest {
    private final List<String> wrapped = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Context context = new LinesAsTheyAre(Contexts.context(1_000, wrapped::add), lines::add);

    @Test
    void object_shouldGoOutAsItIs() {
        context.getLogger().log("{\"alarm\":\"broken-object\"}");
        context.getLogger().log("{\"level\":\"error\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(lines).containsExactly("{\"alarm\":\"broken-object\"}", "{\"level\":\"error\"}");
        assertThat(wrapped).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run: The table t does not answer.", "[1]", "{no JSON}", "{\"of\":\n\"two lines\"}"})
    void anythingElse_shouldBeLeftToTheRuntime(String text) {
        context.getLogger().log(text);

        assertThat(wrapped).containsExactly(text);
        assertThat(lines).isEmpty();
    }

    @Test
    void theRest_shouldBeAsTheRuntimeSays() {
        assertThat(context.getRemainingTimeInMillis()).isEqualTo(1_000);
        assertThat(context.getAwsRequestId()).isEqualTo("invocation");
    }
}
