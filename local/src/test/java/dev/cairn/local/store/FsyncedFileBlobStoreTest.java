package dev.cairn.local.store;

import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FsyncedFileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    @Override
    protected BlobStore newStore() {
        return new FileBlobStore(folder.resolve("a").resolve("objects"), Durability.FSYNC);
    }

    @Override
    protected boolean plant(String key, int bytes) throws IOException {
        return Planted.file(folder.resolve("a").resolve("objects").resolve(key), bytes);
    }
}
