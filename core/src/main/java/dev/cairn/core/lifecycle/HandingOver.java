package dev.cairn.core.lifecycle;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.Pointer;
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
                        ? run.toBuilder().epoch(run.epoch() + 1).started(false).build()
                        : run);
        raised.filter(run -> run.epoch() == pointer.epoch() + 1
                        && run.seq() == pointer.seq()
                        && !run.status().hasEnded())
                .ifPresent(starting::start);
        return pointer.withNext(StepName.CLOSE);
    }
}
