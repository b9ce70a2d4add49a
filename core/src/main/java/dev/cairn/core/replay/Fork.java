package dev.cairn.core.replay;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import org.jspecify.annotations.Nullable;

/**
 * A replay to be opened.
 *
 * @param child the new run's id
 * @param response to the request that is pending at the checkpoint, if one is
 * @param allowTeamChange whether a team other than the recorded one is meant
 * @param bodyHash what tells a repeated request from another under the same idempotency key
 */
public record Fork(
        RunKey parent,
        CheckpointId checkpoint,
        RunId child,
        ReplayMode mode,
        Edits edits,
        @Nullable Response response,
        boolean allowTeamChange,
        @Nullable String bodyHash) {
    public Fork {
        requireNonNull(parent, "parent is null");
        requireNonNull(checkpoint, "checkpoint is null");
        requireNonNull(child, "child is null");
        requireNonNull(mode, "mode is null");
        requireNonNull(edits, "edits is null");
    }

    public RunKey childKey() {
        return new RunKey(parent.tenant(), child);
    }
}
