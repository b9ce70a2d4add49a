package dev.cairn.functions.aws.stage;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.world.TestClock;
import dev.cairn.core.world.World;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.dynamo.DynamoIndexStore;
import dev.cairn.functions.aws.s3.S3BlobStore;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.aws.testing.Wire;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.handler.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A deployment on loopback: stores as the template makes them, and what functions speak to beside them. */
public final class Stage implements AutoCloseable {
    /** What no log may show. */
    public static final List<String> SECRETS = List.of(FunctionsRig.SECRET, Surroundings.KEY);

    private static final String REGION = "us-east-1";
    private static final List<String> REHEARSALS = List.of("sample", "stuck", "asks", "calls");

    private final AwsSettings store = TestAws.newStore();
    private final AskedLog asked = new AskedLog();
    private final Wire wire = Wire.to(TestAws.require(), asked);
    private final Surroundings surroundings = new Surroundings(asked);
    private final S3Client s3 = AwsClients.s3(store, S3BlobStore::isBusy);
    private final DynamoDbClient dynamo = AwsClients.dynamo(store, DynamoIndexStore::isBusy);
    private final Path rehearsals;

    /** @param folder an empty one */
    public Stage(Path folder) {
        rehearsals = folder;
        for (String name : REHEARSALS) {
            try (InputStream in = Stage.class.getResourceAsStream("/samples/" + name + ".yaml")) {
                Files.copy(Objects.requireNonNull(in, name), folder.resolve(name + ".yaml"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public AskedLog asked() {
        return asked;
    }

    public BlobStore blobs() {
        return new S3BlobStore(s3, store.bucket());
    }

    public IndexStore index() {
        return new DynamoIndexStore(dynamo, store.table());
    }

    /** What the template tells a function, and where this AWS is. Its name is the id of the key that it signs with. */
    public Map<String, String> variables(String function) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CAIRN_BUCKET", store.bucket(),
                "CAIRN_TABLE", store.table(),
                "CAIRN_TENANT", FunctionsRig.RUN.tenant().value(),
                "CAIRN_TENANT_CLAIM", "tenant",
                "CAIRN_REQUEST_DAYS", "7",
                "CAIRN_STATE_MACHINE", StateMachineApi.ARN,
                "CAIRN_MODEL_KEYS", "arn:aws:secretsmanager:us-east-1:123456789012:secret:models-1",
                "CAIRN_SECRET", "arn:aws:secretsmanager:us-east-1:123456789012:secret:installation-1",
                "CAIRN_EVENT_BUS", "cairn",
                "CAIRN_PUBLIC_URL", "https://api.example.org"));
        variables.put("CAIRN_RELEASE", "20261120T100000Z");
        variables.put("CAIRN_REHEARSAL_PACE", "0");
        Set<String> ofTheTemplate = DeployedFunctions.ofTheTemplate().variables();
        if (!variables.keySet().equals(ofTheTemplate)) {
            throw new IllegalStateException(
                    "the template sets " + ofTheTemplate + ", this stage " + variables.keySet());
        }
        variables.put("CAIRN_REHEARSALS", rehearsals.toString());
        variables.put("AWS_REGION", REGION);
        variables.put("AWS_ACCESS_KEY_ID", function);
        variables.put("AWS_SECRET_ACCESS_KEY", "test");
        variables.put("AWS_ENDPOINT_URL_S3", wire.address().toString());
        variables.put("AWS_ENDPOINT_URL_DYNAMODB", wire.address().toString());
        for (String other : List.of("SFN", "SECRETS_MANAGER", "EVENTBRIDGE")) {
            variables.put("AWS_ENDPOINT_URL_" + other, surroundings.address().toString());
        }
        return variables;
    }

    /** Arranges a sample in emptied stores, at a time that makes it now what the sample's own clock said. */
    public Scene set(Sample sample) {
        return set(sample, Instant.now().minus(clockMovesIn(sample)).truncatedTo(ChronoUnit.MILLIS));
    }

    /** Arranges a sample in emptied stores, with its clock beginning at this time. */
    public Scene set(Sample sample, Instant begun) {
        empty();
        World world = new World(blobs(), index());
        world.clock.forward(Duration.between(world.clock.instant(), begun));
        FunctionsRig rig = new FunctionsRig(world);
        StateMachineApi stateMachine = new StateMachineApi(rig.executions);
        surroundings.use(stateMachine);
        return new Scene(
                rig, stateMachine, sample, begun, Json.toTree(sample.arrange().apply(rig)));
    }

    private static Duration clockMovesIn(Sample sample) {
        FunctionsRig inMemory = new FunctionsRig();
        Object _ = sample.arrange().apply(inMemory);
        return Duration.between(new TestClock().instant(), inMemory.world.clock.instant());
    }

    private void empty() {
        s3.listObjectVersionsPaginator(list -> list.bucket(store.bucket())).stream()
                .flatMap(page -> Stream.concat(
                        page.versions().stream().map(one -> List.of(one.key(), one.versionId())),
                        page.deleteMarkers().stream().map(one -> List.of(one.key(), one.versionId()))))
                .toList()
                .forEach(one -> s3.deleteObject(
                        delete -> delete.bucket(store.bucket()).key(one.get(0)).versionId(one.get(1))));
        dynamo.scanPaginator(scan -> scan.tableName(store.table()).projectionExpression("pk, sk")).items().stream()
                .toList()
                .forEach(key -> dynamo.deleteItem(
                        delete -> delete.tableName(store.table()).key(key)));
    }

    @Override
    public void close() {
        wire.close();
        surroundings.close();
        s3.close();
        dynamo.close();
    }
}
