package dev.cairn.core.lifecycle;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import java.util.Optional;

/** Hands a run over to a new execution before this one's history is full. */
public final class HandingOver {
    private final Starting starting;

    public HandingOver(Starting starting) {
        this.starting = starting;
    }

    /** Raises the epoch once, however often it is done, and starts its execution. */
    public Pointer handOver(Pointer pointer) {
        Optional<RunRecord> raised = starting.change(
                pointer.run(),
                run -> run.epoch() == pointer.epoch() && !run.deleted() && run.seq() == pointer.seq()
                        ? raised(run)
                        : run);
        raised.filter(run -> run.epoch() == pointer.epoch() + 1
                        && run.seq() == pointer.seq()
                        && !run.status().hasEnded())
                .ifPresent(starting::start);
        return pointer.withNext(StepName.CLOSE);
    }

    /** Due at once, so that the reconciler starts what is never started from here. */
    private static RunRecord raised(RunRecord run) {
        return run.toBuilder()
                .epoch(run.epoch() + 1)
                .started(false)
                .due(run.status() == RunStatus.RUNNING ? run.updatedAt() : run.due())
                .build();
    }
}
