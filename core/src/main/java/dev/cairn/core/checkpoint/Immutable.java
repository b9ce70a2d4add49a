package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.RunKey;
import java.util.Arrays;
import java.util.Optional;

/** Objects whose bytes are known before they are read: by the hash that names them, or by what is to be stored. */
final class Immutable {
    private static final int ATTEMPTS = 3;

    private Immutable() {}

    /** @throws BrokenObjectException if the object is missing or its bytes hash to something else */
    static byte[] get(BlobStore blobs, String key, String hash) {
        byte[] bytes = blobs.get(key).orElseThrow(() -> new BrokenObjectException(key, "is missing"));
        String found = Digest.hex(bytes);
        if (!found.equals(hash)) {
            throw new BrokenObjectException(key, "is damaged: SHA-256 " + hash + " was due, " + found + " was found");
        }
        return bytes;
    }

    /**
     * Stores an object that is named by its hash. What stands under the key and is not these bytes is a damaged copy of
     * them: it goes to quarantine. A put whose outcome is unknown is read back, so that a step does not lose the answer it
     * holds to an object that is there.
     */
    static void put(BlobStore blobs, RunKey run, String key, byte[] bytes) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (ReadingBack.put(blobs, key, bytes) == BlobStore.Put.CREATED) {
                return;
            }
            Optional<byte[]> found = blobs.get(key);
            if (found.isPresent() && Arrays.equals(found.get(), bytes)) {
                return;
            }
            found.ifPresent(damaged -> quarantine(blobs, run, key, damaged));
        }
        throw new StoreException("The object " + key + " is changed by others all the time; try the step again.");
    }

    /** Moves what nothing that was committed stands on out of the way. */
    static void quarantine(BlobStore blobs, RunKey run, String key, byte[] bytes) {
        ReadingBack.put(blobs, Keys.quarantine(run, key, Digest.hex(bytes)), bytes);
        blobs.deleteIf(key, bytes);
    }
}
