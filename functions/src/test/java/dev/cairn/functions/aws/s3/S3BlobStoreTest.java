package dev.cairn.functions.aws.s3;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.BlobStoreContract;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.testing.TestAws;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3BlobStoreTest extends BlobStoreContract {
    private @Nullable S3Client s3;
    private String bucket = "";

    @Override
    protected BlobStore newStore() {
        AwsSettings settings = TestAws.newStore();
        S3Client client = AwsClients.s3(settings, S3BlobStore::isBusy);
        s3 = client;
        bucket = settings.bucket();
        return new S3BlobStore(client, settings.bucket());
    }

    @Override
    protected boolean plant(String key, int bytes) {
        requireNonNull(s3).putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(new byte[bytes]));
        return true;
    }

    @AfterEach
    void close() {
        if (s3 != null) {
            s3.close();
        }
    }
}
