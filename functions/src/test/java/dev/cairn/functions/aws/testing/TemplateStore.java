package dev.cairn.functions.aws.testing;

import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import java.util.List;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** The bucket and the table as template.yaml declares them, so that what is tested is what is deployed. */
record TemplateStore(AwsSettings settings) {
    void create() {
        JsonNode resources = TemplateFile.tree().path("Resources");
        try (S3Client s3 = AwsClients.s3(settings, fault -> false)) {
            s3.createBucket(bucket -> bucket.bucket(settings.bucket()));
            String versioning = resources
                    .path("Bucket")
                    .path("Properties")
                    .path("VersioningConfiguration")
                    .path("Status")
                    .asString();
            s3.putBucketVersioning(bucket ->
                    bucket.bucket(settings.bucket()).versioningConfiguration(config -> config.status(versioning)));
            JsonNode block = resources.path("Bucket").path("Properties").path("PublicAccessBlockConfiguration");
            s3.putPublicAccessBlock(bucket -> bucket.bucket(settings.bucket())
                    .publicAccessBlockConfiguration(config -> config.blockPublicAcls(
                                    block.path("BlockPublicAcls").asBoolean())
                            .blockPublicPolicy(block.path("BlockPublicPolicy").asBoolean())
                            .ignorePublicAcls(block.path("IgnorePublicAcls").asBoolean())
                            .restrictPublicBuckets(
                                    block.path("RestrictPublicBuckets").asBoolean())));
        }
        try (DynamoDbClient dynamo = AwsClients.dynamo(settings, fault -> false)) {
            JsonNode table = resources.path("Table").path("Properties");
            dynamo.createTable(request(table));
            dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(settings.table()));
            JsonNode ttl = table.path("TimeToLiveSpecification");
            dynamo.updateTimeToLive(live -> live.tableName(settings.table())
                    .timeToLiveSpecification(
                            to -> to.enabled(ttl.path("Enabled").asBoolean())
                                    .attributeName(ttl.path("AttributeName").asString())));
        }
    }

    private CreateTableRequest request(JsonNode table) {
        return CreateTableRequest.builder()
                .tableName(settings.table())
                .billingMode(table.path("BillingMode").asString())
                .attributeDefinitions(each(table.path("AttributeDefinitions")).stream()
                        .map(one -> AttributeDefinition.builder()
                                .attributeName(one.path("AttributeName").asString())
                                .attributeType(one.path("AttributeType").asString())
                                .build())
                        .toList())
                .keySchema(keys(table.path("KeySchema")))
                .globalSecondaryIndexes(each(table.path("GlobalSecondaryIndexes")).stream()
                        .map(one -> GlobalSecondaryIndex.builder()
                                .indexName(one.path("IndexName").asString())
                                .keySchema(keys(one.path("KeySchema")))
                                .projection(projection -> projection.projectionType(one.path("Projection")
                                        .path("ProjectionType")
                                        .asString()))
                                .build())
                        .toList())
                .build();
    }

    private static List<KeySchemaElement> keys(JsonNode schema) {
        return each(schema).stream()
                .map(one -> KeySchemaElement.builder()
                        .attributeName(one.path("AttributeName").asString())
                        .keyType(one.path("KeyType").asString())
                        .build())
                .toList();
    }

    private static List<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
