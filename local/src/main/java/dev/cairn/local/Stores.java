package dev.cairn.local;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.local.store.Durability;
import dev.cairn.local.store.FileBlobStore;
import dev.cairn.local.store.JdbcIndexStore;
import dev.cairn.local.store.SqliteDialect;
import java.nio.file.Files;

/**
 * The two stores of a server.
 *
 * @param closing gives back what they are reached through
 */
record Stores(BlobStore blobs, IndexStore index, Runnable closing) implements AutoCloseable {
    /** @throws LocalStartException if there are objects in the folder and no index: a lost one is not taken for empty */
    static Stores ofFolder(DataFolder data, Durability durability) {
        if (!Files.exists(data.index()) && LocalStore.of(data.path()).holdsObjects()) {
            throw new LocalStartException("The index " + data.index()
                    + " is missing, and objects of runs are there. Put it back, or make it anew of the objects:"
                    + " cairn doctor --rebuild-index");
        }
        JdbcIndexStore index = new JdbcIndexStore(new SqliteDialect(data.index(), durability));
        return new Stores(new FileBlobStore(data.objects(), durability), index, index::close);
    }

    /**
     * Those on AWS; both were asked for something, and answered.
     *
     * @throws StoreException if one of them is not there, or may not be used
     */
    static Stores onAws(AwsSettings settings) {
        AwsStores aws = AwsStores.open(settings);
        try {
            aws.probe();
            return new Stores(aws.blobs(), aws.index(), aws::close);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
