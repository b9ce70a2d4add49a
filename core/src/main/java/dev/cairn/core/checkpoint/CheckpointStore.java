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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads checkpoints, verified, and stores the objects of new ones. */
public final class CheckpointStore {
    private static final int PUTS = 3;

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
        long seq = seqOf(id);
        return index.get(CheckpointRecord.key(run, seq))
                .map(Versioned::record)
                .filter(record -> record.checkpointId().equals(id))
                .orElseThrow(() -> missing(run, id));
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
            Optional<CheckpointRecord> record =
                    index.get(CheckpointRecord.key(run, seq)).map(Versioned::record);
            if (record.filter(one -> startsAt(intact, one)).isPresent()) {
                return record;
            }
        }
        return Optional.empty();
    }

    /** Whether a replay can start from this checkpoint, as {@link #newestIntact} says. */
    public boolean isIntact(RunKey run, CheckpointId id) {
        return index.get(CheckpointRecord.key(run, seqOf(id)))
                .map(Versioned::record)
                .filter(record -> record.checkpointId().equals(id))
                .filter(record -> startsAt(new Intact(this, run), record))
                .isPresent();
    }

    private boolean startsAt(Intact intact, CheckpointRecord record) {
        return intact.holds(record) && (!record.terminal() || parentHolds(intact, record));
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
            requirePlace(key, manifest, id, parent.seq() + 1, parent.checkpointId(), step);
            verify(run, manifest, parent.segments());
            return Optional.of(stored(manifest, bytes, parent.segments(), Journal.stored(blobs, run, id)));
        } catch (BrokenObjectException e) {
            putAside(run, id, bytes, e);
            return Optional.empty();
        }
    }

    /** @param standing segments that were verified when they were read */
    private void verify(RunKey run, Manifest manifest, List<SegmentRef> standing) {
        Recording recording = manifest.parentId() == null ? manifest.state().recording() : null;
        List<SegmentRef> copied = recording == null ? List.of() : recording.segments();
        Stream.concat(manifest.segments().stream(), copied.stream())
                .filter(segment -> !standing.contains(segment))
                .forEach(segment -> segments.verify(run, segment));
    }

    /** What was committed is never moved, whatever became of what it names: it is the run's history. */
    private void putAside(RunKey run, CheckpointId id, byte[] bytes, BrokenObjectException broken) {
        boolean committed = index.get(CheckpointRecord.key(run, seqOf(id)))
                .map(Versioned::record)
                .filter(record -> record.checkpointId().equals(id))
                .isPresent();
        if (committed) {
            throw broken.reading(id.value());
        }
        Immutable.quarantine(blobs, run, Keys.checkpoint(run, id), bytes);
    }

    private static void requirePlace(
            String key, Manifest found, CheckpointId id, long seq, @Nullable CheckpointId parent, StepName step) {
        if (!found.checkpointId().equals(id)
                || found.seq() != seq
                || !Objects.equals(found.parentId(), parent)
                || found.step() != step) {
            throw new BrokenObjectException(key, "is not the checkpoint that its key says");
        }
    }

    /**
     * Stores the manifest, whose segments must be stored already. If somebody else stored one for the same step first,
     * theirs is taken if it is whole; what is not whole is moved to quarantine, and ours takes its place.
     *
     * @param standing the segments that were there before this checkpoint
     * @param journal what the step's journal keeps
     * @throws BrokenObjectException if theirs is not whole and was committed all the same
     */
    public StoredCheckpoint put(RunKey run, Manifest manifest, List<SegmentRef> standing, Storage journal) {
        byte[] bytes = ManifestCodec.write(formats, manifest);
        String key = Keys.checkpoint(run, manifest.checkpointId());
        for (int attempt = 0; attempt < PUTS; attempt++) {
            if (putReadingBack(key, bytes) == BlobStore.Put.CREATED) {
                return stored(manifest, bytes, standing, journal);
            }
            Optional<byte[]> theirs = blobs.get(key);
            if (theirs.isEmpty()) {
                continue;
            }
            if (Arrays.equals(theirs.get(), bytes)) {
                return stored(manifest, bytes, standing, journal);
            }
            try {
                Manifest first = ManifestCodec.read(formats, key, theirs.get());
                requirePlace(key, first, manifest.checkpointId(), manifest.seq(), manifest.parentId(), manifest.step());
                verify(run, first, standing);
                return stored(first, theirs.get(), standing, journal);
            } catch (BrokenObjectException e) {
                putAside(run, manifest.checkpointId(), theirs.get(), e);
            }
        }
        throw new StoreException("The object " + key + " is changed by others all the time; try the step again.");
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
