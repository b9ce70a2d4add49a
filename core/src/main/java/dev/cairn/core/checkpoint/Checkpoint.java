package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.log.Log;

/** A checkpoint that was read and verified, with its log. */
public record Checkpoint(Manifest manifest, Log log) {
    public Checkpoint {
        requireNonNull(manifest, "manifest is null");
        requireNonNull(log, "log is null");
    }

    public State state() {
        return manifest.state();
    }
}
