package dev.cairn.local.store;

import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.BlobStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest extends BlobStoreContract {
    @TempDir
    Path folder;

    @Override
    protected BlobStore newStore() {
        return new FileBlobStore(folder.resolve("objects"), Durability.NONE);
    }
}
