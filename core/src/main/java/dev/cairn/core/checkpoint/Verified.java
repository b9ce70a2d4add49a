package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.port.BlobStore;

/** Reads of objects that must exist and must be what was stored. */
final class Verified {
    private Verified() {}

    /** @throws BrokenObjectException if the object is missing or its bytes hash to something else */
    static byte[] get(BlobStore blobs, String key, String hash) {
        byte[] bytes = blobs.get(key).orElseThrow(() -> new BrokenObjectException(key, "is missing"));
        String found = Digest.hex(bytes);
        if (!found.equals(hash)) {
            throw new BrokenObjectException(key, "is damaged: SHA-256 " + hash + " was due, " + found + " was found");
        }
        return bytes;
    }
}
