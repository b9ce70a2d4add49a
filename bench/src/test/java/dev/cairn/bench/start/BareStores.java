package dev.cairn.bench.start;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The least that any step asks of its two stores, each call once: an item and an object read, an object put, a
 * transaction with a condition. What a step takes longer than this is not the SDK's.
 */
public final class BareStores {
    static final String HANDLER = "dev.cairn.bench.start.BareStores::handle";

    private final S3Client s3 = S3Client.builder()
            .endpointOverride(URI.create(BarePut.variable("AWS_ENDPOINT_URL_S3")))
            .region(Region.of(BarePut.variable("AWS_REGION")))
            .forcePathStyle(true)
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final DynamoDbClient dynamo = DynamoDbClient.builder()
            .endpointOverride(URI.create(BarePut.variable("AWS_ENDPOINT_URL_DYNAMODB")))
            .region(Region.of(BarePut.variable("AWS_REGION")))
            .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();

    public void handle(InputStream in, OutputStream out, Context context) throws IOException {
        String bucket = BarePut.variable("CAIRN_BUCKET");
        String table = BarePut.variable("CAIRN_TABLE");
        String name = "bare/" + context.getAwsRequestId();
        Map<String, AttributeValue> item = Map.of("pk", AttributeValue.fromS(name), "sk", AttributeValue.fromS(name));
        dynamo.getItem(get -> get.tableName(table).key(item).consistentRead(true));
        s3.putObject(put -> put.bucket(bucket).key(name), RequestBody.fromBytes(in.readAllBytes()));
        s3.getObjectAsBytes(get -> get.bucket(bucket).key(name));
        dynamo.transactWriteItems(transaction -> transaction.transactItems(TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#pk)")
                        .expressionAttributeNames(Map.of("#pk", "pk")))
                .build()));
        out.write("{}".getBytes(StandardCharsets.UTF_8));
    }
}
