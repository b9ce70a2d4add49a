package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.log.Entry;
import dev.cairn.core.port.BlobStore;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stores the objects of new checkpoints, and adopts what others stored for the same step. */
public final class CheckpointWriter {
    private static final int PUTS = 3;

    private final CheckpointStore committed;
    private final BlobStore blobs;

    CheckpointWriter(CheckpointStore committed, BlobStore blobs) {
        this.committed = committed;
        this.blobs = blobs;
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
            Manifest manifest = ManifestCodec.read(committed.formats(), key, bytes);
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
                .forEach(segment -> committed.segments().verify(run, segment));
    }

    /** What was committed is never moved, whatever became of what it names: it is the run's history. */
    private void putAside(RunKey run, CheckpointId id, byte[] bytes, BrokenObjectException broken) {
        if (committed.find(run, id).isPresent()) {
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
        byte[] bytes = ManifestCodec.write(committed.formats(), manifest);
        String key = Keys.checkpoint(run, manifest.checkpointId());
        for (int attempt = 0; attempt < PUTS; attempt++) {
            if (ReadingBack.put(blobs, key, bytes) == BlobStore.Put.CREATED) {
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
                Manifest first = ManifestCodec.read(committed.formats(), key, theirs.get());
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

    public List<SegmentRef> append(RunKey run, List<SegmentRef> standing, List<Entry> appended) {
        return committed.segments().append(run, standing, appended);
    }
}
