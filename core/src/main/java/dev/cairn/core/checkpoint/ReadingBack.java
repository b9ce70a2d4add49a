package dev.cairn.core.checkpoint;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.port.BlobStore;

/** A put of which it is not known whether it was done is read back. */
final class ReadingBack {
    private ReadingBack() {}

    /**
     * @return EXISTS also if the store failed and the object is there; whose it is, only its bytes tell
     * @throws StoreException if the store failed and the object is not there
     */
    static BlobStore.Put put(BlobStore blobs, String key, byte[] bytes) {
        try {
            return blobs.putIfAbsent(key, bytes);
        } catch (StoreException unknown) {
            if (blobs.get(key).isPresent()) {
                return BlobStore.Put.EXISTS;
            }
            throw unknown;
        }
    }
}
