package dev.cairn.core.port;

import dev.cairn.core.event.Event;
import dev.cairn.core.run.RunKey;
import java.util.List;

/** Told of what happens, for those who watch. It is no record: what matters is committed before this is told. */
public interface EventSink {
    /** Streamed text of a turn whose checkpoint will have {@code seq}. */
    void delta(RunKey run, long seq, String author, String text);

    /** Events that were just committed. */
    void committed(RunKey run, List<Event> events);

    EventSink NONE = new EventSink() {
        @Override
        public void delta(RunKey run, long seq, String author, String text) {}

        @Override
        public void committed(RunKey run, List<Event> events) {}
    };
}
