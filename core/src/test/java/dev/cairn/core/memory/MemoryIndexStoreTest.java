package dev.cairn.core.memory;

import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.IndexStoreContract;

class MemoryIndexStoreTest extends IndexStoreContract {
    @Override
    protected IndexStore newStore() {
        return new MemoryIndexStore();
    }
}
