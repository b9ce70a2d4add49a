package dev.cairn.core.port;

import dev.cairn.core.event.Event;
import dev.cairn.core.run.RunKey;
import java.util.List;

/**
 * Told of what happens, for those who watch. It is no record: what matters is committed before this is told, and stands
 * whatever becomes of the telling. What a sink throws ends at {@link #lost}; no run fails of it.
 */
public interface EventSink {
    /** Streamed text of a turn whose checkpoint will have {@code seq}. */
    void delta(RunKey run, long seq, String author, String text);

    /** Events that were just committed. */
    void committed(RunKey run, List<Event> events);

    /**
     * One of the two threw this: for the sink's own log.
     *
     * @param what could not be told, in a word or two
     */
    void lost(RunKey run, String what, RuntimeException cause);

    EventSink NONE = new EventSink() {
        @Override
        public void delta(RunKey run, long seq, String author, String text) {}

        @Override
        public void committed(RunKey run, List<Event> events) {}

        @Override
        public void lost(RunKey run, String what, RuntimeException cause) {}
    };
}
