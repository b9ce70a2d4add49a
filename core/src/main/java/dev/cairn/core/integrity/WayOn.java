package dev.cairn.core.integrity;

import dev.cairn.core.run.CheckpointId;
import org.jspecify.annotations.Nullable;

/**
 * Where a run with a broken object goes on from.
 *
 * @param newestIntact the newest checkpoint that a replay can start from; null if none was found
 * @param task if there is none: the recorded task, as far as it can be read, for a new run
 * @param searched whether all checkpoints were looked at; false if an older one than those may be intact, which
 *     {@code cairn doctor} tells
 */
public record WayOn(
        @Nullable CheckpointId newestIntact, @Nullable String task, boolean searched) {
    /** Nothing is left, or nothing is known of it. */
    public static final WayOn NONE = new WayOn(null, null, true);

    /** Not all checkpoints could be looked at, and none of those that were is intact. */
    public static final WayOn FURTHER_BACK = new WayOn(null, null, false);

    public static WayOn from(CheckpointId newestIntact) {
        return new WayOn(newestIntact, null, true);
    }

    public static WayOn anew(String task) {
        return new WayOn(null, task, true);
    }
}
