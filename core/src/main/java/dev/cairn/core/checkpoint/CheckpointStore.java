package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.log.Log;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads committed checkpoints, verified. */
public final class CheckpointStore {
    private final BlobStore blobs;
    private final IndexStore index;
    private final Segments segments;
    private final Formats formats;

    public CheckpointStore(BlobStore blobs, IndexStore index, SegmentCache cache, Formats formats) {
        this.blobs = blobs;
        this.index = index;
        this.segments = new Segments(blobs, cache, formats);
        this.formats = formats;
    }

    /** Where new ones are stored. */
    public CheckpointWriter writer() {
        return new CheckpointWriter(this, blobs);
    }

    /** The calls of the step that makes this checkpoint. */
    public Journal journal(RunKey run, CheckpointId making) {
        return new Journal(blobs, run, making, formats);
    }

    /** Those of the objects that are read and written here. */
    public Formats formats() {
        return formats;
    }

    public Segments segments() {
        return segments;
    }

    /**
     * The committed checkpoint with this id.
     *
     * @throws NotFoundException if the run has none, or was deleted meanwhile
     */
    public CheckpointRecord record(RunKey run, CheckpointId id) {
        return find(run, id).orElseThrow(() -> missing(run, id));
    }

    /** The same, or nothing. */
    Optional<CheckpointRecord> find(RunKey run, CheckpointId id) {
        return at(run, seqOf(id)).filter(record -> record.checkpointId().equals(id));
    }

    private Optional<CheckpointRecord> at(RunKey run, long seq) {
        return index.get(CheckpointRecord.key(run, seq)).map(Versioned::record);
    }

    /** A deletion takes the run's checkpoints after its record says so. */
    private NotFoundException missing(RunKey run, CheckpointId id) {
        return index.get(RunRecord.key(run))
                        .filter(found -> found.record().deleted())
                        .isPresent()
                ? NotFoundException.deleted(run.runId().value())
                : new NotFoundException("Run " + run.runId() + " has no checkpoint " + id
                        + "; list them with: cairn checkpoints " + run.runId());
    }

    public CheckpointRecord head(RunRecord run) {
        return record(run.run(), run.checkpointId());
    }

    /** @throws BrokenObjectException if any of its objects is missing or damaged */
    public Checkpoint load(RunKey run, CheckpointRecord record) {
        Manifest manifest = manifest(run, record);
        return new Checkpoint(manifest, log(run, manifest));
    }

    /** @throws BrokenObjectException if one of its segments is missing or damaged */
    public Log log(RunKey run, Manifest manifest) {
        return reading(manifest.checkpointId(), () -> segments.log(run, manifest.segments()));
    }

    /** Reads something of a checkpoint, so that a broken object says of which. */
    public static <T> T reading(CheckpointId id, Supplier<T> read) {
        try {
            return read.get();
        } catch (BrokenObjectException e) {
            throw e.reading(id.value());
        }
    }

    /** @throws BrokenObjectException if it is missing or damaged */
    public Manifest manifest(RunKey run, CheckpointRecord record) {
        String key = Keys.checkpoint(run, record.checkpointId());
        return reading(record.checkpointId(), () -> ManifestCodec.read(formats, key, bytes(run, record)));
    }

    /**
     * Its manifest as it is stored.
     *
     * @throws BrokenObjectException if it is missing or damaged
     */
    public byte[] bytes(RunKey run, CheckpointRecord record) {
        return Immutable.get(blobs, Keys.checkpoint(run, record.checkpointId()), record.hash());
    }

    /**
     * The newest committed checkpoint before (or at) {@code fromSeq} that a replay can start from: every object of it is
     * intact and, since a replay of the last one takes its step anew, every object of that one's parent.
     */
    public Optional<CheckpointRecord> newestIntact(RunKey run, long fromSeq) {
        return newestIntact(run, fromSeq, Long.MAX_VALUE);
    }

    /**
     * The same, if it is among so many of them.
     *
     * @param atMost how many checkpoints are looked at, from {@code fromSeq} back
     */
    public Optional<CheckpointRecord> newestIntact(RunKey run, long fromSeq, long atMost) {
        Intact intact = new Intact(this, run);
        long last = atMost > fromSeq ? 0 : fromSeq - atMost + 1;
        for (long seq = fromSeq; seq >= last; seq--) {
            Optional<CheckpointRecord> record = at(run, seq);
            if (record.filter(one -> startsAt(intact, one)).isPresent()) {
                return record;
            }
        }
        return Optional.empty();
    }

    /** Whether a replay can start from this checkpoint, as {@link #newestIntact} says. */
    public boolean isIntact(RunKey run, CheckpointId id) {
        return find(run, id)
                .filter(record -> startsAt(new Intact(this, run), record))
                .isPresent();
    }

    private boolean startsAt(Intact intact, CheckpointRecord record) {
        return intact.holds(record) && (!record.terminal() || parentHolds(intact, record));
    }

    private boolean parentHolds(Intact intact, CheckpointRecord record) {
        RunKey run = new RunKey(record.tenant(), record.runId());
        return at(run, record.seq() - 1).filter(intact::holds).isPresent();
    }

    /** The latest committed checkpoint's record, whatever the run's record says. */
    public Optional<CheckpointRecord> latest(RunKey run) {
        return index.list(run, RecordKind.CHECKPOINT, null, true, 1).stream().findFirst();
    }

    private static long seqOf(CheckpointId id) {
        String text = id.value();
        int dash = text.indexOf('-');
        try {
            return dash < 1 ? -1 : Long.parseLong(text.substring(0, dash));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
