package dev.cairn.local;

import dev.cairn.functions.reconcile.Reconciler;
import dev.cairn.local.asl.run.Scheduler;
import dev.cairn.local.lambda.LogSink;
import java.time.Duration;

/** Looks after what is due, every so often. */
final class Housekeeping implements AutoCloseable {
    private final Reconciler reconciler;
    private final Scheduler scheduler;
    private final Duration every;
    private final LogSink log;
    private volatile boolean closed;

    Housekeeping(Reconciler reconciler, Scheduler scheduler, Duration every, LogSink log) {
        this.reconciler = reconciler;
        this.scheduler = scheduler;
        this.every = every;
        this.log = log;
    }

    /** Looks now, on this thread, and from then on by itself. */
    void start() {
        look();
        next();
    }

    private void next() {
        if (!closed) {
            scheduler.after(
                    every,
                    () -> Thread.ofVirtual().name("housekeeping").start(() -> {
                        if (!closed) {
                            look();
                            next();
                        }
                    }));
        }
    }

    private void look() {
        try {
            reconciler.lookAtDue().troubles().forEach(trouble -> log.write("reconcile", trouble));
        } catch (RuntimeException trouble) {
            // The store may be back when it is looked at next.
            log.write("reconcile", String.valueOf(trouble.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
