package dev.cairn.core.lifecycle;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import dev.cairn.core.step.Machine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How long a run stays: pinned, or deleted with everything of it and nothing of its forks. */
public final class Keeping {
    private static final int PAGE = 25;
    private static final byte[] PIN = "{\"keep\":true}\n".getBytes(StandardCharsets.UTF_8);
    private static final Storage PINNED = new Storage(PIN.length, 1);

    private final Machine machine;
    private final Runs runs;
    private final Starting starting;

    public Keeping(Machine machine, Starting starting) {
        this.machine = machine;
        this.runs = new Runs(machine.index(), machine.clock());
        this.starting = starting;
    }

    /** Pins a run, or lets it expire again. The object goes before the flag and stays behind it: a pin is never lost. */
    public RunRecord keep(RunKey key, boolean keep) {
        runs.get(key);
        String pin = Keys.keep(key);
        if (keep) {
            machine.blobs().putIfAbsent(pin, PIN);
        }
        RunRecord kept = starting.change(key, run -> run.keep() == keep ? run : pinned(run, keep))
                .orElseThrow();
        if (!keep) {
            machine.blobs().delete(pin);
            if (runs.get(key).record().keep()) {
                // Somebody pinned it between the two.
                machine.blobs().putIfAbsent(pin, PIN);
            }
        }
        return kept;
    }

    private static RunRecord pinned(RunRecord run, boolean keep) {
        Storage storage = keep ? run.storage().plus(PINNED) : run.storage().minus(PINNED);
        RunRecord pinned = run.toBuilder().keep(keep).storage(storage).build();
        return run.status().hasEnded()
                ? pinned.toBuilder().due(pinned.expiresAt()).build()
                : pinned;
    }

    /**
     * Deletes a run that has ended. A tombstone stays, so that a late commit fails on it.
     *
     * @throws ConflictException if the run has not ended
     */
    public void delete(RunKey key) {
        Versioned<RunRecord> found = runs.get(key);
        RunRecord run = found.record();
        if (!run.status().hasEnded()) {
            throw new ConflictException("Run " + run.runId() + " is " + run.status()
                    + "; cancel it first with: cairn cancel " + run.runId());
        }
        if (!bury(found)) {
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
        if (run.deleted() || (expired && bury(found.get()))) {
            remove(key);
        }
    }

    /** The tombstone stays due until everything is removed, so that a deletion that was broken off is finished. */
    private boolean bury(Versioned<RunRecord> found) {
        RunRecord run = found.record();
        RunRecord tombstone = run.toBuilder()
                .deleted(true)
                .epoch(run.epoch() + 1)
                .task("")
                .error(null)
                .due(machine.clock().instant())
                .build();
        return machine.index().transact(List.of(new Write.Replace(tombstone, found.version())));
    }

    private void remove(RunKey key) {
        deleteObjects(key);
        deleteRecords(key, RecordKind.TOKEN);
        deleteRecords(key, RecordKind.EVENTS);
        deleteRecords(key, RecordKind.REQUEST);
        deleteRecords(key, RecordKind.CHECKPOINT);
        starting.change(key, run -> run.toBuilder().due(null).build());
    }

    private void deleteObjects(RunKey key) {
        List<BlobStore.Stored> page;
        do {
            page = machine.blobs().list(key.prefix(), null, 1000);
            page.forEach(stored -> machine.blobs().delete(stored.key()));
        } while (!page.isEmpty());
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
