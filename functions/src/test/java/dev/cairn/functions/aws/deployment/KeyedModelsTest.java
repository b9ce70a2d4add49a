package dev.cairn.functions.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.Messages;
import dev.cairn.core.port.ModelClient.Deltas;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.world.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyedModelsTest {
    private final TestClock clock = new TestClock();
    private final AtomicInteger reads = new AtomicInteger();
    private final KeyedModels models = new KeyedModels(
            Map.of("CAIRN_REHEARSAL_PACE", "0"),
            () -> {
                reads.incrementAndGet();
                return Map.of();
            },
            clock);

    @Test
    void call_shouldReadNoKeys_whenARehearsalPlays() {
        assertThat(models.call(ask("rehearsal:default"), Deltas.NONE).content().text())
                .isNotEmpty();

        assertThat(reads).hasValue(0);
    }

    @Test
    void call_shouldReadTheKeysOnce_andAnewWhenTheyAreOld() {
        refused();
        refused();
        assertThat(reads).hasValue(1);

        clock.forward(Duration.ofMinutes(11));
        refused();
        assertThat(reads).hasValue(2);
    }

    /** The secret holds no key. */
    private void refused() {
        assertThatThrownBy(() -> models.call(ask("openai:gpt-5.1"), Deltas.NONE))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("OPENAI_API_KEY");
    }

    private static ModelRequest ask(String model) {
        return new ModelRequest(
                ModelName.parse(model), "manager", ModelRequest.Purpose.FACTS, Messages.of(List.of()), List.of(), null);
    }
}
