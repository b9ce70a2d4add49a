package dev.cairn.functions.aws.event;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.event.Event;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.EventFeed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * For where steps are taken by other processes, so that nothing tells of a commit: who waits looks again now and then.
 * Streamed text is nobody's to see.
 */
public final class PolledFeed implements EventFeed {
    private final Duration pause;
    private final Pause pauses;
    private final AtomicLong looks = new AtomicLong();

    /** How a while is let pass. */
    @FunctionalInterface
    public interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    /** @param pause between two looks */
    public PolledFeed(Duration pause) {
        this(pause, Thread::sleep);
    }

    PolledFeed(Duration pause, Pause pauses) {
        this.pause = requireNonNull(pause, "pause is null");
        this.pauses = requireNonNull(pauses, "pauses is null");
    }

    @Override
    public List<Event> deltas(RunKey run, String after) {
        return List.of();
    }

    @Override
    public long mark(RunKey run) {
        return looks.get();
    }

    /** Something may have happened whenever a pause is over. */
    @Override
    public void await(RunKey run, long mark, Duration atMost) {
        try {
            pauses.take(pause.compareTo(atMost) < 0 ? pause : atMost);
            looks.incrementAndGet();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
