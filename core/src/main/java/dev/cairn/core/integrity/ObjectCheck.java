package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects that a run's checkpoints name, each looked at once and past every cache. */
final class ObjectCheck {
    private final RunKey run;
    private final CheckpointStore checkpoints;
    private final Responses responses;
    private final Named named;
    private final Consumer<Trouble> troubles;
    private final List<BrokenObjectException> met = new ArrayList<>();
    private boolean lastHolds;
    private @Nullable CheckpointId newestIntact;

    ObjectCheck(BlobStore blobs, CheckpointStore checkpoints, RunKey run, Named named, Consumer<Trouble> troubles) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.responses = new Responses(blobs, checkpoints.formats());
        this.named = named;
        this.troubles = troubles;
    }

    /** The next checkpoint of the run, whose manifest could be read. */
    void checkpoint(CheckpointRecord record, Manifest manifest) {
        Recording recording = manifest.state().recording();
        List<SegmentRef> segments = Stream.concat(
                        manifest.segments().stream(),
                        recording == null ? Stream.empty() : recording.segments().stream())
                .toList();
        segments.forEach(this::segment);
        boolean holds = segments.stream().noneMatch(one -> named.isBroken(Keys.segment(run, one.hash())));
        // A replay of the last one takes its step anew, so that it begins at its parent.
        if (holds && (!record.terminal() || lastHolds)) {
            newestIntact = record.checkpointId();
        }
        lastHolds = holds;
    }

    /** The next checkpoint of the run, whose manifest could not be read. */
    void unreadable(BrokenObjectException e) {
        lastHolds = false;
        broken(e);
    }

    private void segment(SegmentRef segment) {
        if (named.segment(segment.hash())) {
            try {
                checkpoints.segments().verify(run, segment);
            } catch (BrokenObjectException e) {
                broken(e);
            }
        }
    }

    void response(String hash) {
        if (named.response(hash)) {
            try {
                responses.get(run, hash);
            } catch (BrokenObjectException e) {
                broken(e);
            }
        }
    }

    void broken(BrokenObjectException e) {
        if (named.breaks(e.key())) {
            met.add(e);
        }
    }

    /** Tells what is broken, once everything was looked at: where to go on from is then known. */
    void tell() {
        String on = newestIntact == null
                ? "; no checkpoint of the run is intact"
                : ", or go on from the newest intact checkpoint: cairn replay " + run.runId() + " " + newestIntact;
        met.forEach(e -> troubles.accept(
                new Trouble(Grade.FAIL, run, e.key(), e.what(), "put the object back from a backup" + on)));
    }
}
