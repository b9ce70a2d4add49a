package dev.cairn.core.checkpoint;

import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;

class CommitTest extends CommitContract {
    CommitTest() {
        super(new MemoryBlobStore(), new MemoryIndexStore());
    }
}
