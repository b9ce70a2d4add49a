package dev.cairn.functions;

import dev.cairn.core.event.Event;
import dev.cairn.core.run.RunKey;
import java.time.Duration;
import java.util.List;

/** What the index does not hold: streamed text, and the news that something was committed. */
public interface EventFeed {
    /** Deltas of a run whose ids are greater than {@code after}, in order; empty {@code after} means from the start. */
    List<Event> deltas(RunKey run, String after);

    /**
     * A mark to be taken before one looks for events, for {@link #await}: what comes after the look but before the wait
     * is not missed.
     */
    long mark(RunKey run);

    /** Waits until something happened to the run since the mark was taken, at most so long. */
    void await(RunKey run, long mark, Duration atMost);

    /** A feed that holds nothing and never waits: in the cloud, where clients poll. */
    EventFeed NONE = new EventFeed() {
        @Override
        public List<Event> deltas(RunKey run, String after) {
            return List.of();
        }

        @Override
        public long mark(RunKey run) {
            return 0;
        }

        @Override
        public void await(RunKey run, long mark, Duration atMost) {}
    };
}
