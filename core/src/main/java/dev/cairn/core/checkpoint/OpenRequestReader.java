package dev.cairn.core.checkpoint;

import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.run.StepName;
import java.util.Optional;

/** The request that a run's head waits for; whether it was answered since, the index tells. */
public final class OpenRequestReader {
    private OpenRequestReader() {}

    public static Optional<OpenRequest> ofHead(CheckpointStore checkpoints, RunRecord run) {
        CheckpointRecord head = checkpoints.head(run);
        return head.next() == StepName.AWAIT_PERSON
                ? Optional.ofNullable(
                        checkpoints.manifest(run.run(), head).state().request())
                : Optional.empty();
    }
}
