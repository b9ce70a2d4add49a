package dev.cairn.local.asl.run;

import java.time.Duration;
import java.time.Instant;

/** Time, as far as the engine is concerned: what it is, and what to do later. A simulation brings its own. */
public interface Scheduler {
    /** The present moment. */
    Instant now();

    /**
     * Runs something once, not before the delay has passed. The action is short; it hands longer work to another
     * thread.
     */
    Timer after(Duration delay, Runnable action);

    /** Something that was scheduled. */
    @FunctionalInterface
    interface Timer {
        /** Forgets it. Does nothing if it has run or was cancelled before. */
        void cancel();
    }
}
