package dev.cairn.core.integrity;

import dev.cairn.core.run.CheckpointId;
import org.jspecify.annotations.Nullable;

/**
 * Where a run with a broken object goes on from.
 *
 * @param newestIntact the newest checkpoint that a replay can start from; null if there is none
 * @param task if there is none: the recorded task, as far as it can be read, for a new run
 */
public record WayOn(
        @Nullable CheckpointId newestIntact, @Nullable String task) {
    /** Nothing is left, or nothing is known of it. */
    public static final WayOn NONE = new WayOn(null, null);
}
