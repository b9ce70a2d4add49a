package dev.cairn.functions.aws;

import dev.cairn.core.checkpoint.CommitContract;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.TestStores;
import org.junit.jupiter.api.AfterEach;

class AwsCommitTest extends CommitContract {
    private final TestStores stores;

    AwsCommitTest() {
        TestStores opened = new TestStores();
        AwsStores pair = opened.next();
        super(pair.blobs(), pair.index());
        stores = opened;
    }

    @AfterEach
    void close() {
        stores.close();
    }
}
