package dev.cairn.functions.api;

import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.TestAws;
import org.junit.jupiter.api.AfterEach;

/** The same in S3 and DynamoDB. */
class AwsTenantsTest extends TenantsContract {
    private final AwsStores stores = AwsStores.open(TestAws.newStore());
    private final TestApi api = new TestApi(stores.blobs(), stores.index());

    @Override
    TestApi api() {
        return api;
    }

    @AfterEach
    void close() {
        stores.close();
    }
}
