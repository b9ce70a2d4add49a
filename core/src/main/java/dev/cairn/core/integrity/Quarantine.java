package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Digest;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.step.Machine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to a committed object that was found missing or damaged: keeps a copy of its bytes as evidence (unless they are
 * more than an object can have), marks the checkpoint that was read, leaves an event, and then says where to go on
 * from. The object itself stays as it was found, so that a good copy can be put in its place.
 */
public final class Quarantine {
    /** How many checkpoints are looked at, from the head back, for one to go on from: a request may wait for it. */
    public static final int SEARCHED = 200;

    private static final int ATTEMPTS = 8;
    private static final int PAGE = 1_000;

    private final Machine machine;

    public Quarantine(Machine machine) {
        this.machine = machine;
    }

    /**
     * Done twice, it leaves one copy, one mark and one event, and takes its answer from the mark as long as that holds.
     *
     * @return empty if the run is deleted: a deletion takes the objects after the run's record says so, and what is
     *     missing with all the others is not broken
     * @throws StoreException if something of this could not be written, or the search not be made
     */
    public Optional<WayOn> of(BrokenObjectException broken) {
        Optional<RunRecord> found = run(broken);
        if (found.isEmpty()) {
            return Optional.of(WayOn.NONE);
        }
        RunRecord run = found.get();
        if (run.deleted()) {
            return Optional.empty();
        }
        @Nullable StoreException notCopied = copy(run.run(), broken.key());
        boolean first = mark(run, broken);
        if (notCopied != null) {
            throw notCopied;
        }
        return Optional.of(first ? searched(run, broken) : marked(run, broken));
    }

    /**
     * Where to go on from, if nothing can be written: it only reads.
     *
     * @throws StoreException if that cannot be done either
     */
    public WayOn wayOn(BrokenObjectException broken) {
        return run(broken)
                .map(run -> offered(run, broken)
                        .or(() -> intact(run))
                        .map(WayOn::from)
                        .orElseGet(() -> none(run)))
                .orElse(WayOn.NONE);
    }

    private Optional<RunRecord> run(BrokenObjectException broken) {
        return Keys.run(broken.key())
                .flatMap(key -> machine.index().get(RunRecord.key(key)))
                .map(Versioned::record);
    }

    /** @return why not, if the store takes no copy; the mark has to stand all the same */
    private @Nullable StoreException copy(RunKey run, String object) {
        try {
            machine.blobs()
                    .get(object)
                    .ifPresent(bytes ->
                            machine.blobs().putIfAbsent(Keys.quarantine(run, object, Digest.hex(bytes)), bytes));
            return null;
        } catch (BrokenObjectException tooLarge) {
            // It is its own evidence: it stays where it is, and nobody copies gigabytes.
            return null;
        } catch (StoreException notCopied) {
            return notCopied;
        }
    }

    /** @return whether nobody had marked it before */
    private boolean mark(RunRecord run, BrokenObjectException broken) {
        String object = object(run, broken);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (machine.index().get(QuarantineRecord.key(run.run(), object)).isPresent()) {
                return false;
            }
            Instant now = machine.clock().instant();
            @Nullable String read = broken.checkpoint();
            QuarantineRecord mark = new QuarantineRecord(
                    run.tenant(),
                    run.runId(),
                    object,
                    read == null ? null : new CheckpointId(read),
                    broken.what(),
                    now,
                    null);
            EventsRecord events = new EventsRecord(
                    run.tenant(),
                    run.runId(),
                    EventsRecord.ofQuarantine(run.seq(), lastEpoch(run), marks(run) + attempt),
                    run.seq(),
                    null,
                    now,
                    List.of(Occurrence.of(EventType.CHECKPOINT_QUARANTINED, data(broken, read))));
            if (machine.index().transact(List.of(new Write.Create(mark), new Write.Create(events)))) {
                machine.events().committed(run.run(), events.events());
                return true;
            }
        }
        throw new StoreException("The object " + broken.key()
                + " is broken and could not be marked: others mark objects" + " of the run all the time.");
    }

    /** How its present epoch ends is told after this, unless it has ended. */
    private static long lastEpoch(RunRecord run) {
        return run.status().hasEnded() ? run.epoch() : run.epoch() - 1;
    }

    private int marks(RunRecord run) {
        int marks = 0;
        @Nullable String after = null;
        List<QuarantineRecord> page;
        do {
            page = machine.index().list(run.run(), RecordKind.QUARANTINE, after, false, PAGE);
            marks += page.size();
            after = page.isEmpty() ? null : page.getLast().key().sort();
        } while (page.size() == PAGE);
        return marks;
    }

    private WayOn searched(RunRecord run, BrokenObjectException broken) {
        Optional<CheckpointId> intact = intact(run);
        intact.ifPresent(id -> keep(run, broken, id));
        return intact.map(WayOn::from).orElseGet(() -> none(run));
    }

    private Optional<CheckpointId> intact(RunRecord run) {
        return machine.checkpoints()
                .newestIntact(run.run(), run.seq(), SEARCHED)
                .map(CheckpointRecord::checkpointId);
    }

    /** Beside others who search too: what they find is the same. */
    private void keep(RunRecord run, BrokenObjectException broken, CheckpointId intact) {
        machine.index()
                .get(QuarantineRecord.key(run.run(), object(run, broken)))
                .ifPresent(mark -> machine.index()
                        .transact(List.of(new Write.Replace(mark.record().offering(intact), mark.version()))));
    }

    /** A short run is searched at every meeting, a long one once. */
    private WayOn marked(RunRecord run, BrokenObjectException broken) {
        return offered(run, broken)
                .map(WayOn::from)
                .orElseGet(() -> run.seq() < SEARCHED ? searched(run, broken) : WayOn.FURTHER_BACK);
    }

    /** What the mark says, as long as it holds. */
    private Optional<CheckpointId> offered(RunRecord run, BrokenObjectException broken) {
        return machine.index()
                .get(QuarantineRecord.key(run.run(), object(run, broken)))
                .flatMap(mark -> Optional.ofNullable(mark.record().newestIntact()))
                .filter(id -> machine.checkpoints().isIntact(run.run(), id));
    }

    private WayOn none(RunRecord run) {
        return run.seq() < SEARCHED
                ? WayOn.anew(
                        new RecordedTask(machine.blobs(), machine.checkpoints().formats()).of(run))
                : WayOn.FURTHER_BACK;
    }

    private static String object(RunRecord run, BrokenObjectException broken) {
        return broken.key().substring(run.run().prefix().length());
    }

    private static Map<String, String> data(BrokenObjectException broken, @Nullable String read) {
        Map<String, String> data = new HashMap<>();
        data.put("key", broken.key());
        data.put("what", broken.what());
        if (read != null) {
            data.put("checkpoint", read);
        }
        return data;
    }
}
