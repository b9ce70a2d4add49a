package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.event.Event;
import dev.cairn.core.run.RunKey;
import java.util.List;

/** Tells a sink, and keeps what it throws from whoever works on the run: that is told to the sink itself. */
public final class Telling implements EventSink {
    private final EventSink sink;

    public Telling(EventSink sink) {
        this.sink = requireNonNull(sink, "sink is null");
    }

    @Override
    public void delta(RunKey run, long seq, String author, String text) {
        try {
            sink.delta(run, seq, author, text);
        } catch (RuntimeException cause) {
            sink.lost(run, "streamed text", cause);
        }
    }

    @Override
    public void committed(RunKey run, List<Event> events) {
        try {
            sink.committed(run, events);
        } catch (RuntimeException cause) {
            sink.lost(run, events.size() + " events", cause);
        }
    }

    @Override
    public void lost(RunKey run, String what, RuntimeException cause) {
        sink.lost(run, what, cause);
    }
}
