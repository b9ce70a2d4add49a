package dev.cairn.functions.aws.dynamo;

import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.IndexStoreContract;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.testing.TestAws;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoIndexStoreTest extends IndexStoreContract {
    private @Nullable DynamoDbClient dynamo;

    @Override
    protected IndexStore newStore() {
        AwsSettings settings = TestAws.newStore();
        DynamoDbClient client = AwsClients.dynamo(settings, DynamoIndexStore::isBusy);
        dynamo = client;
        return new DynamoIndexStore(client, settings.table());
    }

    @AfterEach
    void close() {
        if (dynamo != null) {
            dynamo.close();
        }
    }
}
