package dev.cairn.functions.api.view;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;

/** A checkpoint as it is read for showing: its manifest, and of its log what is asked for. */
public record Reader(CheckpointStore checkpoints, RunKey run, CheckpointRecord record, Manifest manifest) {
    /** @throws dev.cairn.core.error.NotFoundException if the run has no such checkpoint */
    public static Reader of(CheckpointStore checkpoints, RunKey run, CheckpointId id) {
        CheckpointRecord record = checkpoints.record(run, id);
        return new Reader(checkpoints, run, record, checkpoints.manifest(run, record));
    }

    public static Reader ofHead(CheckpointStore checkpoints, RunRecord run) {
        return of(checkpoints, run.run(), run.checkpointId());
    }

    public LogReader log() {
        return new LogReader(checkpoints.segments(), run, manifest);
    }

    /** With the whole log. */
    public Checkpoint whole() {
        return new Checkpoint(manifest, checkpoints.log(run, manifest));
    }
}
