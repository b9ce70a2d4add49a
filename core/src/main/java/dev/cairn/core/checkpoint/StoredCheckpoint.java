package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.run.Storage;

/**
 * A manifest whose objects are all stored, ready to be committed.
 *
 * @param hash SHA-256, hex, of the manifest's stored bytes
 * @param storage what this checkpoint added to its run
 */
public record StoredCheckpoint(Manifest manifest, String hash, Storage storage) {
    public StoredCheckpoint {
        requireNonNull(manifest, "manifest is null");
        requireNonNull(hash, "hash is null");
        requireNonNull(storage, "storage is null");
    }
}
