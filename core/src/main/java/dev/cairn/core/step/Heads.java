package dev.cairn.core.step;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pointers to where runs stand. */
public final class Heads {
    /** After so many steps an execution hands over to the next; a step makes up to 14 history events, of 25,000. */
    public static final int STEPS_PER_EXECUTION = 1_000;

    private final IndexStore index;
    private final CheckpointStore checkpoints;
    private final InstantSource clock;

    public Heads(Machine machine) {
        this.index = machine.index();
        this.checkpoints = machine.checkpoints();
        this.clock = machine.clock();
    }

    /** Where an execution that has taken {@code steps} goes from the run's head. */
    public Pointer pointer(RunRecord run, int steps) {
        return pointer(run, isOver(run) ? StepName.CLOSE : checkpoints.head(run).next(), steps);
    }

    /**
     * The same for who knows the head and need not read it again.
     *
     * @param following what the head says comes next
     */
    Pointer pointer(RunRecord run, StepName following, int steps) {
        StepName next = next(run, following);
        boolean handOver = steps >= STEPS_PER_EXECUTION && next != StepName.CLOSE;
        return new Pointer(
                run.tenant(),
                run.runId(),
                run.epoch(),
                run.seq(),
                run.checkpointId(),
                handOver ? StepName.HANDOVER : next,
                steps,
                next == StepName.AWAIT_PERSON ? waitSeconds(run) : null);
    }

    private static boolean isOver(RunRecord run) {
        return run.status().hasEnded() && run.status() != RunStatus.FAILED;
    }

    private static StepName next(RunRecord run, StepName following) {
        if (isOver(run)) {
            return StepName.CLOSE;
        }
        if (following != StepName.AWAIT_PERSON) {
            return following;
        }
        return switch (run.status()) {
            case RUNNING -> StepName.SETTLE;
            case WAITING -> StepName.AWAIT_PERSON;
            // It waits for nobody until it is resumed.
            case FAILED, SUCCEEDED, STOPPED, CANCELLED -> StepName.CLOSE;
        };
    }

    private @Nullable Long waitSeconds(RunRecord run) {
        return Optional.ofNullable(run.pendingRequest())
                .flatMap(id -> index.get(RequestRecord.key(run.run(), id)))
                .map(Versioned::record)
                .map(record ->
                        Duration.between(clock.instant(), record.request().expiresAt()))
                .map(left -> Math.max(1, left.toSeconds() + 1))
                .orElse(1L);
    }
}
