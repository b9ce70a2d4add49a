package dev.cairn.core.memory;

import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.BlobStoreContract;

class MemoryBlobStoreTest extends BlobStoreContract {
    @Override
    protected BlobStore newStore() {
        return new MemoryBlobStore();
    }

    @Override
    protected boolean plant(String key, int bytes) {
        return false;
    }
}
