package dev.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeltaBatchTest {
    private final List<Duration> due = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<String> passedOn = new ArrayList<>();

    private final DeltaBatch.Later byHand = (after, what) -> {
        due.add(after);
        waiting.add(what);
    };

    @Test
    void add_shouldHoldPieces_untilTheirTimeIsUp() {
        DeltaBatch batch = new DeltaBatch(passedOn::add, byHand);
        batch.add("a");
        batch.add("b");
        assertThat(passedOn).isEmpty();
        assertThat(due).containsExactly(Duration.ofMillis(250));

        waiting.getFirst().run();
        batch.add("c");
        assertThat(passedOn).containsExactly("ab");
        assertThat(due).hasSize(2);

        batch.close();
        waiting.getLast().run();
        assertThat(passedOn).containsExactly("ab", "c");
    }

    @Test
    void add_shouldKeepACharacterWhole_whenItsHalvesComeApart() {
        DeltaBatch batch = new DeltaBatch(passedOn::add, byHand);
        batch.add("star \ud83c");
        waiting.getFirst().run();
        batch.add("\udf1f!");
        waiting.getLast().run();

        assertThat(passedOn).containsExactly("star ", "\ud83c\udf1f!");
        batch.close();
    }

    @Test
    void close_shouldPassOnNothing_whenThereIsNothing() {
        DeltaBatch batch = new DeltaBatch(passedOn::add, byHand);
        batch.add("");
        batch.close();

        assertThat(passedOn).isEmpty();
        assertThat(due).isEmpty();
        assertThat(batch.given()).isFalse();
    }

    @Test
    void add_shouldThrowWhatTheReceiverThrew_onTheThreadThatAdds() {
        DeltaBatch batch = new DeltaBatch(
                piece -> {
                    throw new IllegalStateException("full");
                },
                byHand);
        batch.add("a");
        waiting.getFirst().run();

        assertThatThrownBy(() -> batch.add("b")).hasMessage("full");
        assertThatThrownBy(batch::close).hasMessage("full");
    }

    @Test
    void later_shouldPassTextOn_whenTheStreamFallsSilent() throws InterruptedException {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (DeltaBatch batch =
                new DeltaBatch(heard::add, (after, what) -> DeltaBatch.Later.REAL.run(Duration.ofMillis(1), what))) {
            batch.add("still here");

            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("still here");
        }
    }
}
