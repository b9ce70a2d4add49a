package dev.cairn.functions.aws;

import dev.cairn.core.checkpoint.CommitProtocolContract;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.TestStores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

class AwsCommitProtocolTest extends CommitProtocolContract {
    private final TestStores stores = new TestStores();
    private @Nullable AwsStores pair;

    @Override
    protected BlobStore newBlobs() {
        AwsStores next = stores.next();
        pair = next;
        return next.blobs();
    }

    /** Of the pair whose bucket was taken, or making a store that holds nothing takes longer than the test. */
    @Override
    protected IndexStore newIndex() {
        AwsStores next = pair == null ? stores.next() : pair;
        pair = null;
        return next.index();
    }

    /** Every place is tried in memory; here it is the stores that are on trial. */
    @Override
    protected int stride() {
        return 17;
    }

    @AfterEach
    void close() {
        stores.close();
    }
}
