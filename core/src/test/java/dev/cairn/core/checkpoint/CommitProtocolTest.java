package dev.cairn.core.checkpoint;

import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;

class CommitProtocolTest extends CommitProtocolContract {
    @Override
    protected BlobStore newBlobs() {
        return new MemoryBlobStore();
    }

    @Override
    protected IndexStore newIndex() {
        return new MemoryIndexStore();
    }

    @Override
    protected int stride() {
        return 1;
    }
}
