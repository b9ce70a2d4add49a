package dev.cairn.functions.aws.s3;

import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.BlobStoreContract;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.testing.TestAws;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobStoreTest extends BlobStoreContract {
    private @Nullable S3Client s3;

    @Override
    protected BlobStore newStore() {
        AwsSettings settings = TestAws.newStore();
        S3Client client = AwsClients.s3(settings, S3BlobStore::isBusy);
        s3 = client;
        return new S3BlobStore(client, settings.bucket());
    }

    @AfterEach
    void close() {
        if (s3 != null) {
            s3.close();
        }
    }
}
