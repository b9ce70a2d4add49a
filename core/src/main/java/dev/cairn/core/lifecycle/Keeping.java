package dev.cairn.core.lifecycle;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import dev.cairn.core.step.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long a run stays: pinned, or deleted with everything of it and nothing of its forks. */
public final class Keeping {
    /** How long the audit items of a deleted run stay, and its tombstone with them. */
    public static final Duration AUDIT_KEPT = Duration.ofDays(365);

    /** A step that was under way may put objects until its invocation ends; it commits nothing, and they go after this. */
    private static final Duration STRAGGLERS = Duration.ofHours(1);

    private static final int PAGE = 25;

    private final Machine machine;
    private final Runs runs;
    private final Starting starting;
    private final Pins pins;

    public Keeping(Machine machine, Starting starting) {
        this.machine = machine;
        this.runs = new Runs(machine.index(), machine.clock());
        this.starting = starting;
        this.pins = new Pins(machine.blobs(), machine.index());
    }

    /** Pins a run, or lets it expire again. */
    public RunRecord keep(RunKey key, boolean keep) {
        return keep(key, keep, Actor.CAIRN);
    }

    /**
     * Pins a run, or lets it expire again: the time of one that has ended then begins anew. Who dies here may leave the
     * pin's object behind, which the next {@link #keep} or {@code cairn doctor --clean} takes away.
     *
     * @throws NotFoundException if there is no such run of this tenant; no pin is left of one that was deleted meanwhile
     */
    public RunRecord keep(RunKey key, boolean keep, Actor actor) {
        runs.get(key);
        if (keep) {
            pins.put(key);
        }
        Write audit = audit(key, actor, AuditAction.KEEP, Map.of("keep", Boolean.toString(keep)));
        try {
            RunRecord kept = starting.change(key, run -> pinned(runs.visible(key, run), keep), List.of(audit))
                    .orElseThrow(() -> Runs.missing(key));
            pins.agree(key);
            return kept;
        } catch (NotFoundException gone) {
            pins.agree(key);
            throw gone;
        }
    }

    private RunRecord pinned(RunRecord run, boolean keep) {
        if (run.keep() == keep) {
            return run;
        }
        Storage storage = keep ? run.storage().plus(Pins.PINNED) : run.storage().minus(Pins.PINNED);
        RunRecord pinned = run.toBuilder().keep(keep).storage(storage).build();
        if (!run.status().hasEnded()) {
            return pinned;
        }
        RunRecord counted = keep
                ? pinned
                : pinned.toBuilder()
                        .updatedAt(run.updatedAtLeast(machine.clock().instant()))
                        .build();
        return counted.toBuilder().due(counted.expiresAt()).build();
    }

    /**
     * Deletes a run that has ended. A tombstone stays, so that a late commit fails on it.
     *
     * @throws ConflictException if the run has not ended
     */
    public void delete(RunKey key) {
        delete(key, Actor.CAIRN);
    }

    /**
     * Deletes a run that has ended. A tombstone stays, so that a late commit fails on it, and so does who did what to it.
     *
     * @throws ConflictException if the run has not ended
     */
    public void delete(RunKey key, Actor actor) {
        Versioned<RunRecord> found = runs.get(key);
        RunRecord run = found.record();
        if (!run.status().hasEnded()) {
            throw new ConflictException("Run " + run.runId() + " is " + run.status()
                    + "; cancel it first with: cairn cancel " + run.runId());
        }
        if (!bury(found, actor)) {
            throw new ConflictException("Run " + run.runId() + " was changed at the same time; delete it again.");
        }
        remove(key);
    }

    /** Deletes a run whose time has passed, and finishes a deletion that was broken off; leaves any other alone. */
    public void deleteExpired(RunKey key) {
        Optional<Versioned<RunRecord>> found = machine.index().get(RunRecord.key(key));
        if (found.isEmpty()) {
            return;
        }
        RunRecord run = found.get().record();
        Instant expires = run.expiresAt();
        boolean expired = expires != null && !machine.clock().instant().isBefore(expires);
        if (run.deleted() && !machine.clock().instant().isBefore(run.updatedAt().plus(AUDIT_KEPT))) {
            forget(found.get());
        } else if (run.deleted() || (expired && bury(found.get(), Actor.CAIRN))) {
            remove(key);
        }
    }

    /** The tombstone stays due until everything is removed, so that a deletion that was broken off is finished. */
    private boolean bury(Versioned<RunRecord> found, Actor actor) {
        RunRecord run = found.record();
        Instant now = machine.clock().instant();
        RunRecord tombstone = run.toBuilder()
                .deleted(true)
                .epoch(run.epoch() + 1)
                .task("")
                .error(null)
                .storage(Storage.ZERO)
                .updatedAt(now)
                .due(now)
                .build();
        return machine.index()
                .transact(List.of(
                        new Write.Replace(tombstone, found.version()),
                        audit(run.run(), actor, AuditAction.DELETE, Map.of())));
    }

    private Write audit(RunKey run, Actor actor, AuditAction what, Map<String, String> details) {
        return AuditRecord.of(run, actor, what, machine.clock().instant(), details)
                .write();
    }

    private void remove(RunKey key) {
        removeAll(key);
        Instant now = machine.clock().instant();
        starting.change(
                key,
                run -> run.toBuilder()
                        .due(run.updatedAt()
                                .plus(now.isBefore(run.updatedAt().plus(STRAGGLERS)) ? STRAGGLERS : AUDIT_KEPT))
                        .build());
    }

    private void removeAll(RunKey key) {
        machine.blobs().deleteAll(key.prefix());
        deleteRecords(key, RecordKind.TOKEN);
        deleteRecords(key, RecordKind.EVENTS);
        deleteRecords(key, RecordKind.REQUEST);
        deleteRecords(key, RecordKind.CHECKPOINT);
        deleteRecords(key, RecordKind.QUARANTINE);
    }

    /** Nothing stays of the run, not even that it was, nor what came later than anybody looked for stragglers. */
    private void forget(Versioned<RunRecord> tombstone) {
        removeAll(tombstone.record().run());
        deleteRecords(tombstone.record().run(), RecordKind.AUDIT);
        machine.index().transact(List.of(new Write.Remove(tombstone.record().key())));
    }

    private <T extends IndexRecord> void deleteRecords(RunKey key, RecordKind<T> kind) {
        List<T> page;
        do {
            page = machine.index().list(key, kind, null, false, PAGE);
            if (!page.isEmpty()) {
                machine.index()
                        .transact(page.stream()
                                .map(record -> (Write) new Write.Remove(record.key()))
                                .toList());
            }
        } while (!page.isEmpty());
    }
}
