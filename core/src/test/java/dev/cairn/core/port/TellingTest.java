package dev.cairn.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.event.Event;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sink that fails fails alone. */
class TellingTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("r1"));

    private final List<String> lost = new ArrayList<>();
    private final Telling telling = new Telling(new EventSink() {
        @Override
        public void delta(RunKey run, long seq, String author, String text) {
            throw new IllegalStateException("no watcher");
        }

        @Override
        public void committed(RunKey run, List<Event> events) {
            throw new IllegalStateException("no bus");
        }

        @Override
        public void lost(RunKey run, String what, RuntimeException cause) {
            lost.add(run.runId() + ": " + what + ": " + cause.getMessage());
        }
    });

    @Test
    void run_shouldGoOn_whenItsSinkThrows() {
        telling.delta(RUN, 3, "coder", "so far");
        telling.committed(RUN, List.of());

        assertThat(lost).containsExactly("r1: streamed text: no watcher", "r1: 0 events: no bus");
    }
}
