package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Digest;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.Log;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads checkpoints, verified, and stores the objects of new ones. */
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

    /** The calls of the step that makes this checkpoint. */
    public Journal journal(RunKey run, CheckpointId making) {
        return new Journal(blobs, run, making, formats);
    }

    public Segments segments() {
        return segments;
    }

    /** The committed checkpoint with this id. */
    public CheckpointRecord record(RunKey run, CheckpointId id) {
        long seq = seqOf(id);
        return index.get(CheckpointRecord.key(run, seq))
                .map(Versioned::record)
                .filter(record -> record.checkpointId().equals(id))
                .orElseThrow(() -> new NotFoundException("Run " + run.runId() + " has no checkpoint " + id
                        + "; list them with: cairn checkpoints " + run.runId()));
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
        return reading(
                record.checkpointId(),
                () -> ManifestCodec.read(formats, key, Immutable.get(blobs, key, record.hash())));
    }

    /**
     * The newest committed checkpoint before (or at) {@code fromSeq} that a replay can start from: every object of it is
     * intact and, since a replay of the last one takes its step anew, every object of that one's parent.
     */
    public Optional<CheckpointRecord> newestIntact(RunKey run, long fromSeq) {
        Intact intact = new Intact(this, run);
        for (long seq = fromSeq; seq >= 0; seq--) {
            Optional<CheckpointRecord> record = index.get(CheckpointRecord.key(run, seq))
                    .map(Versioned::record)
                    .filter(intact::holds);
            if (record.isPresent() && (!record.get().terminal() || parentHolds(intact, record.get()))) {
                return record;
            }
        }
        return Optional.empty();
    }

    private boolean parentHolds(Intact intact, CheckpointRecord record) {
        RunKey run = new RunKey(record.tenant(), record.runId());
        return index.get(CheckpointRecord.key(run, record.seq() - 1))
                .map(Versioned::record)
                .filter(intact::holds)
                .isPresent();
    }

    /** The latest committed checkpoint's record, whatever the run's record says. */
    public Optional<CheckpointRecord> latest(RunKey run) {
        return index.list(run, RecordKind.CHECKPOINT, null, true, 1).stream().findFirst();
    }

    /**
     * What an earlier attempt at the same step left, if it is whole. What is not whole is moved to quarantine, so that
     * the step can be done anew.
     */
    public Optional<StoredCheckpoint> adoptable(RunKey run, CheckpointId id, Manifest parent, StepName step) {
        String key = Keys.checkpoint(run, id);
        Optional<byte[]> found = blobs.get(key);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = found.get();
        try {
            Manifest manifest = ManifestCodec.read(formats, key, bytes);
            requireChild(key, manifest, id, parent, step);
            for (SegmentRef segment : manifest.segments()) {
                if (!parent.segments().contains(segment)) {
                    segments.verify(run, segment);
                }
            }
            return Optional.of(stored(manifest, bytes, parent.segments(), Journal.stored(blobs, run, id)));
        } catch (BrokenObjectException e) {
            Immutable.quarantine(blobs, run, key, bytes);
            return Optional.empty();
        }
    }

    private static void requireChild(String key, Manifest manifest, CheckpointId id, Manifest parent, StepName step) {
        if (!manifest.checkpointId().equals(id)
                || !manifest.runId().equals(parent.runId())
                || !parent.checkpointId().equals(manifest.parentId())
                || manifest.seq() != parent.seq() + 1
                || manifest.step() != step) {
            throw new BrokenObjectException(key, "is not the checkpoint that its key says");
        }
    }

    /**
     * Stores the manifest, whose segments must be stored already. If somebody else stored one for the same step first,
     * theirs is taken.
     *
     * @param standing the segments that were there before this checkpoint
     * @param journal what the step's journal keeps
     */
    public StoredCheckpoint put(RunKey run, Manifest manifest, List<SegmentRef> standing, Storage journal) {
        byte[] bytes = ManifestCodec.write(formats, manifest);
        String key = Keys.checkpoint(run, manifest.checkpointId());
        if (putReadingBack(key, bytes) == BlobStore.Put.CREATED) {
            return stored(manifest, bytes, standing, journal);
        }
        byte[] theirs = blobs.get(key)
                .orElseThrow(() -> new StoreException("The object " + key
                        + " was there when it was to be put and gone when it was read; try the step again."));
        return stored(ManifestCodec.read(formats, key, theirs), theirs, standing, journal);
    }

    /**
     * A checkpoint as it lies in the store, and what it added to its run.
     *
     * @param standing the segments that were there before this checkpoint
     * @param journal what the step's journal keeps
     */
    public static StoredCheckpoint stored(Manifest manifest, byte[] bytes, List<SegmentRef> standing, Storage journal) {
        // A fork says what its parent said, byte for byte: those segments lie there already.
        Recording recording = manifest.state().recording();
        List<SegmentRef> copied = recording == null ? List.of() : recording.segments();
        Set<String> there = new HashSet<>();
        standing.forEach(segment -> there.add(segment.hash()));
        if (manifest.parentId() != null) {
            copied.forEach(segment -> there.add(segment.hash()));
        }
        Storage added = journal.plus(new Storage(bytes.length, 1));
        for (SegmentRef segment : manifest.parentId() == null
                ? Stream.concat(manifest.segments().stream(), copied.stream()).toList()
                : manifest.segments()) {
            if (there.add(segment.hash())) {
                added = added.plus(new Storage(segment.bytes(), 1));
            }
        }
        AnsweredRequest answered = manifest.answered();
        if (answered != null) {
            added = added.plus(new Storage(answered.responseBytes(), 1));
        }
        return new StoredCheckpoint(manifest, Digest.hex(bytes), added);
    }

    private BlobStore.Put putReadingBack(String key, byte[] bytes) {
        try {
            return blobs.putIfAbsent(key, bytes);
        } catch (StoreException unknown) {
            if (blobs.get(key).isPresent()) {
                return BlobStore.Put.EXISTS;
            }
            throw unknown;
        }
    }

    public List<SegmentRef> append(RunKey run, List<SegmentRef> standing, List<Entry> appended) {
        return segments.append(run, standing, appended);
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
