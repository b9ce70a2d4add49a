package dev.cairn.core.run;

import static java.util.Objects.requireNonNull;

/** Where a replay began. */
public record ForkedFrom(RunId runId, CheckpointId checkpointId) {
    public ForkedFrom {
        requireNonNull(runId, "runId is null");
        requireNonNull(checkpointId, "checkpointId is null");
    }
}
