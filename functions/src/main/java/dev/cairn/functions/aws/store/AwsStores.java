package dev.cairn.functions.aws.store;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.dynamo.DynamoIndexStore;
import dev.cairn.functions.aws.s3.S3BlobStore;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The two stores on AWS, with what they are reached through. Any number of threads may use them. */
public final class AwsStores implements AutoCloseable {
    private static final RunKey NOBODY = new RunKey(new TenantId("cairn"), new RunId("is-it-there"));

    private final S3Client s3;
    private final DynamoDbClient dynamo;
    private final BlobStore blobs;
    private final IndexStore index;

    private AwsStores(S3Client s3, DynamoDbClient dynamo, AwsSettings settings) {
        this.s3 = s3;
        this.dynamo = dynamo;
        this.blobs = new S3BlobStore(s3, settings.bucket());
        this.index = new DynamoIndexStore(dynamo, settings.table());
    }

    /**
     * The stores of these settings; AWS is not asked yet.
     *
     * @throws InvalidInputException if no region is known
     */
    public static AwsStores open(AwsSettings settings) {
        S3Client s3;
        try {
            s3 = AwsClients.s3(settings, S3BlobStore::isBusy);
        } catch (SdkClientException noRegion) {
            if (String.valueOf(noRegion.getMessage()).contains("region")) {
                throw new InvalidInputException(
                        "AWS_REGION", "must name the region of the bucket and the table, for example eu-central-1");
            }
            throw noRegion;
        }
        try {
            return new AwsStores(s3, AwsClients.dynamo(settings, DynamoIndexStore::isBusy), settings);
        } catch (RuntimeException e) {
            s3.close();
            throw e;
        }
    }

    /**
     * Asks both for something that is not there.
     *
     * @throws StoreException if one of them is not there, or may not be read
     */
    public void probe() {
        blobs.list(NOBODY.prefix(), null, 1);
        index.get(RunRecord.key(NOBODY));
    }

    public BlobStore blobs() {
        return blobs;
    }

    public IndexStore index() {
        return index;
    }

    @Override
    public void close() {
        s3.close();
        dynamo.close();
    }
}
