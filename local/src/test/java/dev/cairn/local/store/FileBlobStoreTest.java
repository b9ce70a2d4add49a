package dev.cairn.local.store;

import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    @Override
    protected BlobStore newStore() {
        return new FileBlobStore(folder.resolve("objects"), Durability.NONE);
    }

    @Override
    protected boolean plant(String key, int bytes) throws IOException {
        return Planted.file(folder.resolve("objects").resolve(key), bytes);
    }
}
