package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.RunKey;
import java.util.function.Consumer;

/** The objects that a run's checkpoints name, each looked at once and past every cache. */
final class ObjectCheck {
    private final RunKey run;
    private final CheckpointStore checkpoints;
    private final Responses responses;
    private final Named named;
    private final Consumer<Trouble> troubles;

    ObjectCheck(BlobStore blobs, CheckpointStore checkpoints, RunKey run, Named named, Consumer<Trouble> troubles) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.responses = new Responses(blobs, checkpoints.formats());
        this.named = named;
        this.troubles = troubles;
    }

    void segments(Manifest manifest) {
        manifest.segments().forEach(this::segment);
        Recording recording = manifest.state().recording();
        if (recording != null) {
            recording.segments().forEach(this::segment);
        }
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
            troubles.accept(new Trouble(
                    Grade.FAIL,
                    run,
                    e.key(),
                    e.what(),
                    "put the object back from a backup, or go on from another checkpoint: cairn replay "
                            + run.runId()));
        }
    }
}
