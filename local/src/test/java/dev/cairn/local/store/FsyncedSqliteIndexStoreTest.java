package dev.cairn.local.store;

import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.IndexStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FsyncedSqliteIndexStoreTest extends IndexStoreContract {
    @TempDir
    Path folder;

    @Override
    protected IndexStore newStore() {
        return new JdbcIndexStore(new SqliteDialect(folder.resolve("index.db"), Durability.FSYNC));
    }

    @AfterEach
    void close() throws Exception {
        ((JdbcIndexStore) store()).close();
    }
}
