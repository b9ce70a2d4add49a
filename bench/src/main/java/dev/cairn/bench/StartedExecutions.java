package dev.cairn.bench;

import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import org.jspecify.annotations.Nullable;

/** Keeps what the last execution was started with, for who plays it. */
final class StartedExecutions implements Executions {
    private @Nullable Pointer last;

    /** What the execution that was started last begins with. */
    Pointer started() {
        Pointer started = last;
        if (started == null) {
            throw new IllegalStateException("no execution was started");
        }
        return started;
    }

    @Override
    public void start(Pointer pointer) {
        last = pointer;
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        throw new IllegalStateException("nobody stops a run of the benchmark");
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        return last != null && last.run().equals(run) && last.epoch() == epoch;
    }

    @Override
    public boolean wake(String taskToken) {
        throw new IllegalStateException("no run of the benchmark waits");
    }
}
