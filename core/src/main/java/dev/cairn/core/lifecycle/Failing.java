package dev.cairn.core.lifecycle;

import dev.cairn.core.checkpoint.Confirmed;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.step.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Marks a run FAILED with its cause and its last good checkpoint. It commits no checkpoint: nothing was decided. */
public final class Failing {
    private static final int ATTEMPTS = 8;
    private static final int MAX_CAUSE = 1_000;

    private final Machine machine;

    public Failing(Machine machine) {
        this.machine = machine;
    }

    /** Does nothing if the run has ended or another epoch has taken it over. */
    public void fail(Pointer pointer, String cause) {
        fail(pointer.run(), pointer.epoch(), cause, false);
    }

    /**
     * Records that the execution of this epoch is dead, so that a step of it that is still under way somewhere commits
     * nothing any more. Does nothing if the run has ended, waits for a person or was taken over by another epoch.
     *
     * @return whether it was recorded
     */
    public boolean died(RunKey run, long epoch, String cause) {
        return fail(run, epoch, cause, true);
    }

    private boolean fail(RunKey run, long epoch, String cause, boolean dead) {
        String error = cause.length() <= MAX_CAUSE ? cause : Opening.cut(cause, MAX_CAUSE) + " ...";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Versioned<RunRecord>> found = machine.index().get(RunRecord.key(run));
            if (found.isEmpty() || !concerns(found.get().record(), epoch, dead)) {
                return false;
            }
            if (record(found.get(), error, dead ? epoch + 1 : epoch)) {
                return true;
            }
        }
        throw new dev.cairn.core.error.StoreException(
                "Run " + run + " is written to by others all the time; its failure was not recorded.");
    }

    private static boolean concerns(RunRecord run, long epoch, boolean dead) {
        return !run.deleted()
                && run.epoch() == epoch
                && !run.status().hasEnded()
                && !(dead && run.status() == RunStatus.WAITING);
    }

    private boolean record(Versioned<RunRecord> found, String error, long epoch) {
        RunRecord run = found.record();
        Instant now = machine.clock().instant();
        RunRecord failed = run.toBuilder()
                .epoch(epoch)
                .status(RunStatus.FAILED)
                .stopReason(StopReason.ERROR)
                .error(error)
                .pendingRequest(null)
                .updatedAt(now)
                .build();
        EventsRecord events = new EventsRecord(
                run.tenant(),
                run.runId(),
                EventsRecord.afterCheckpoint(run.seq(), run.epoch()),
                run.seq(),
                null,
                now,
                List.of(Occurrence.of(
                        EventType.RUN_FAILED,
                        Map.of(
                                "error",
                                error,
                                "lastCheckpoint",
                                run.checkpointId().value()))));
        RunRecord after = failed.toBuilder().due(failed.expiresAt()).build();
        boolean done = Confirmed.transact(
                machine.index(), after, List.of(new Write.Replace(after, found.version()), new Write.Put(events)));
        if (done) {
            machine.events().committed(run.run(), events.events());
        }
        return done;
    }
}
