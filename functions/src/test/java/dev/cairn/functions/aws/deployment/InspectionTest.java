package dev.cairn.functions.aws.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.client.Observation;
import dev.cairn.functions.aws.client.Observation.Grade;
import dev.cairn.functions.aws.testing.Faults;
import dev.cairn.functions.aws.testing.Faults.Request;
import dev.cairn.functions.aws.testing.Refusal;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.aws.testing.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** What is told of a deployment in an account. */
class InspectionTest {
    private static final Refusal DENIED = new Refusal(403, "AccessDenied", "User: u is not authorized to do that");

    private static Map<String, String> variables(AwsSettings settings, String... more) {
        Map<String, String> all = new HashMap<>(settings.variables());
        all.put(AwsSettings.BUCKET, settings.bucket());
        all.put(AwsSettings.TABLE, settings.table());
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static List<Observation> look(AwsSettings settings, String... more) {
        return new Inspection(variables(settings, more)).look();
    }

    private static S3Client s3(AwsSettings settings) {
        return AwsClients.s3(settings, fault -> false);
    }

    private static DynamoDbClient dynamo(AwsSettings settings) {
        return AwsClients.dynamo(settings, fault -> false);
    }

    @Test
    void whatTheTemplateMakes_shouldBeFine_andTheLookLeaveNothingBehind() {
        AwsSettings settings = TestAws.newStore();
        assertThat(look(settings))
                .hasSize(8)
                .allSatisfy(one -> assertThat(one.grade()).as(one.what()).isEqualTo(Grade.FINE));
        try (S3Client s3 = s3(settings);
                DynamoDbClient dynamo = dynamo(settings)) {
            assertThat(s3.listObjectVersions(list -> list.bucket(settings.bucket()))
                            .versions())
                    .isEmpty();
            assertThat(s3.listObjectVersions(list -> list.bucket(settings.bucket()))
                            .deleteMarkers())
                    .isEmpty();
            assertThat(dynamo.scan(scan -> scan.tableName(settings.table())).items())
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotThere_shouldBeTold_withWhereToLook() {
        AwsSettings settings = TestAws.newStore();
        List<Observation> seen =
                look(settings, AwsSettings.BUCKET, "cairn-nowhere", AwsSettings.TABLE, "cairn-nowhere");
        assertThat(seen).hasSize(2).allSatisfy(one -> assertThat(one.grade()).isEqualTo(Grade.FAIL));
        assertThat(seen.getFirst().what())
                .contains("in the bucket cairn-nowhere: there is no such bucket. Deploy the stack that makes it");
        assertThat(seen.getLast().what()).isEqualTo("there is no table cairn-nowhere in the region us-east-1");
        assertThat(seen.getLast().advice()).contains("CAIRN_TABLE to its output TableName");
    }

    @Test
    void anotherRegion_shouldBeTold() {
        AwsSettings settings = TestAws.newStore();
        assertThat(look(settings, "AWS_REGION", "eu-west-1"))
                .filteredOn(one -> one.subject().equals("table"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.what()).contains("in the region eu-west-1");
                    assertThat(one.advice()).contains("set AWS_REGION to the region of the stack");
                });
        Refusal elsewhere = new Refusal(301, "PermanentRedirect", "The bucket is elsewhere.");
        try (Wire wire = Wire.to(TestAws.require(), Faults.always(request -> !request.isDynamo(), elsewhere.fault()))) {
            assertThat(look(TestAws.through(wire.address(), settings)).getFirst())
                    .satisfies(one -> {
                        assertThat(one.grade()).isEqualTo(Grade.FAIL);
                        assertThat(one.what())
                                .contains("it is in another region")
                                .contains("Set AWS_REGION");
                    });
        }
    }

    private static void denied(Predicate<Request> which, String subject, int fine, String... statement) {
        AwsSettings settings = TestAws.newStore();
        try (Wire wire = Wire.to(TestAws.require(), Faults.always(which, DENIED.fault()))) {
            List<Observation> seen = look(TestAws.through(wire.address(), settings)).stream()
                    .filter(one -> one.subject().equals(subject))
                    .toList();
            assertThat(seen).filteredOn(one -> one.grade() == Grade.FINE).hasSize(fine);
            assertThat(seen)
                    .filteredOn(one -> one.grade() == Grade.FAIL)
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one.what()).contains("access is denied").contains(statement));
        }
    }

    @Test
    void whatOneMayNotDo_shouldBeToldWithTheStatementThatAllowsIt() {
        denied(request -> !request.isDynamo(), "bucket", 0, "{\"Effect\": \"Allow\", \"Action\": \"s3:ListBucket\"");
        denied(request -> request.method().equals("PUT"), "bucket", 3, "\"Action\": \"s3:PutObject\"");
        denied(
                request -> request.method().equals("DELETE"),
                "bucket",
                3,
                "doctor/",
                "is left behind",
                "[\"s3:DeleteObject\", \"s3:DeleteObjectVersion\"]");
        denied(request -> request.is("DescribeTable"), "table", 0, "\"Action\": \"dynamodb:DescribeTable\"");
        denied(request -> request.is("DescribeTimeToLive"), "table", 3, "\"dynamodb:DescribeTimeToLive\"");
        denied(request -> request.is("TransactWriteItems"), "table", 3, "\"dynamodb:PutItem\"");
        denied(request -> request.is("DeleteItem"), "table", 3, "is left behind", "\"dynamodb:DeleteItem\"");
    }

    @Test
    void aBucketThatForgets_orThatCouldBePublic_shouldBeWarnedOf() {
        AwsSettings settings = TestAws.newStore();
        try (S3Client s3 = s3(settings)) {
            s3.putBucketVersioning(of -> of.bucket(settings.bucket())
                    .versioningConfiguration(config -> config.status(BucketVersioningStatus.SUSPENDED)));
            s3.deletePublicAccessBlock(of -> of.bucket(settings.bucket()));
            assertThat(look(settings))
                    .filteredOn(one -> one.grade() == Grade.WARN)
                    .extracting(Observation::advice)
                    .satisfiesExactly(
                            advice ->
                                    assertThat(advice).contains("put-bucket-versioning --bucket " + settings.bucket()),
                            advice -> assertThat(advice).contains("put-public-access-block"));
        }
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    @Test
    void aTableMadeByHand_shouldBeToldWhatItLacks() {
        AwsSettings settings = TestAws.newStore();
        String table = settings.table() + "-by-hand";
        try (DynamoDbClient dynamo = dynamo(settings)) {
            dynamo.createTable(of -> of.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(List.of(attribute("pk"), attribute("sk")))
                    .keySchema(List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))));
            dynamo.waiter().waitUntilTableExists(wait -> wait.tableName(table));
        }
        List<Observation> seen = look(settings, AwsSettings.TABLE, table);
        assertThat(seen)
                .filteredOn(one -> one.grade() == Grade.FAIL)
                .singleElement()
                .satisfies(one -> assertThat(one.what()).isEqualTo(table + " has no index due and has no index runs"));
        assertThat(seen)
                .filteredOn(one -> one.grade() == Grade.WARN)
                .singleElement()
                .satisfies(one -> assertThat(one.advice()).contains("update-time-to-live --table-name " + table));
    }

    @ParameterizedTest
    @CsvSource({"CAIRN_BUCKET, CAIRN_TABLE", "CAIRN_TABLE, CAIRN_BUCKET"})
    void halfOfTheNames_shouldBeRefused_namingTheOther(String given, String missing) {
        Inspection half = new Inspection(Map.of(given, "a-name"));
        assertThat(half.hasSubject()).isTrue();
        assertThat(half.look())
                .singleElement()
                .satisfies(one -> assertThat(one.what()).startsWith(missing + ": must name"));
        assertThat(new Inspection(Map.of()).hasSubject()).isFalse();
    }
}
