package dev.cairn.functions.aws.s3;

import static dev.cairn.functions.aws.testing.Refusal.KEY_BUSY;
import static dev.cairn.functions.aws.testing.Refusal.SLOW_DOWN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.BlobStore.Put;
import dev.cairn.functions.aws.client.AwsClients;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.Fault;
import dev.cairn.functions.aws.testing.Faults;
import dev.cairn.functions.aws.testing.Faults.Request;
import dev.cairn.functions.aws.testing.FaultyStores;
import dev.cairn.functions.aws.testing.Refusal;
import dev.cairn.functions.aws.testing.TestAws;
import dev.cairn.functions.aws.testing.Wire;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What befalls S3 on the wire, and what becomes of it. */
class S3FaultsTest {
    private static final String FOLDER = "acme/runs/r/";
    private static final String KEY = FOLDER + "checkpoints/1";

    private static boolean any(Request request) {
        return !request.isDynamo();
    }

    private static boolean deletes(Request request) {
        return request.method().equals("DELETE");
    }

    private record Rig(BlobStore store, BlobStore calm, AwsSettings settings, List<Request> requests) {
        static Rig of(FaultyStores both) {
            return new Rig(both.stores().blobs(), both.beside().blobs(), both.calm(), both.requests());
        }
    }

    private static void with(Faults faults, Consumer<Rig> test) {
        FaultyStores.with(faults, both -> test.accept(Rig.of(both)));
    }

    private static void withSilence(Faults faults, Consumer<Rig> test) {
        FaultyStores.withSilence(faults, both -> test.accept(Rig.of(both)));
    }

    @Test
    void put_shouldBeTriedAgain_whenAnotherRequestOnTheKeyWasUnderWay() {
        with(Faults.on(S3FaultsTest::any, KEY_BUSY.fault(), KEY_BUSY.fault()), rig -> {
            assertThat(rig.store().putIfAbsent(KEY, bytes("one"))).isEqualTo(Put.CREATED);
            assertThat(rig.requests()).hasSize(3);
            assertThat(rig.calm().get(KEY)).contains(bytes("one"));
        });
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void put_shouldFindItsOwn_whenItsAnswerWasLost(Fault lost) {
        withSilence(Faults.on(S3FaultsTest::any, lost), rig -> {
            assertThat(rig.store().putIfAbsent(KEY, bytes("one"))).isEqualTo(Put.EXISTS);
            assertThat(rig.calm().get(KEY)).contains(bytes("one"));
        });
    }

    static Stream<Fault> lostAnswers() {
        return Stream.of(new Fault.Broken(true), new Fault.Silent(), new Fault.Refused(Refusal.FAILED, true));
    }

    @Test
    void deleteIf_shouldSayThatItDoesNotKnow_whenItsAnswerWasLost() {
        withSilence(Faults.on(S3FaultsTest::deletes, new Fault.Silent()), rig -> {
            rig.calm().putIfAbsent(KEY, bytes("one"));

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> rig.store().deleteIf(KEY, bytes("one")))
                    .withMessageContaining("delete the object " + KEY)
                    .withMessageContaining("Read back to know");
            assertThat(rig.calm().get(KEY)).isEmpty();
        });
    }

    @Test
    void deleteIf_shouldKnow_whenItsAttemptsWereRefusedBeforeTheKeyChanged() {
        with(
                Faults.on(
                        S3FaultsTest::deletes, KEY_BUSY.fault(), new Refusal(412, "PreconditionFailed", "no").fault()),
                rig -> {
                    rig.calm().putIfAbsent(KEY, bytes("one"));

                    assertThat(rig.store().deleteIf(KEY, bytes("one"))).isFalse();
                });
    }

    @Test
    void everyCall_shouldGiveUpAfterItsAttempts_whenS3AsksForFewerRequests() {
        with(Faults.always(S3FaultsTest::any, SLOW_DOWN.fault()), rig -> {
            for (Consumer<BlobStore> call : calls()) {
                int before = rig.requests().size();
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> call.accept(rig.store()))
                        .withMessageContaining("in the bucket " + rig.settings().bucket())
                        .withMessageContaining("fewer requests (SlowDown), also at the last of 3 attempts");
                assertThat(rig.requests()).hasSize(before + 3);
            }
        });
    }

    @Test
    void everyCall_shouldNameTheBucket_whenThereIsNone() {
        AwsSettings there = TestAws.newStore();
        AwsSettings absent = new AwsSettings("no-such-bucket", there.table(), there.patience(), there.variables());
        try (AwsStores stores = FaultyStores.open(absent)) {
            for (Consumer<BlobStore> call : calls()) {
                assertThatExceptionOfType(StoreRefusedException.class)
                        .isThrownBy(() -> call.accept(stores.blobs()))
                        .withMessageContaining("in the bucket no-such-bucket: there is no such bucket")
                        .withMessageContaining("CAIRN_BUCKET");
            }
        }
    }

    private static List<Consumer<BlobStore>> calls() {
        return List.of(
                store -> store.putIfAbsent(KEY, bytes("one")),
                store -> store.get(KEY),
                store -> store.list("acme/", null, 10),
                store -> store.delete(KEY),
                store -> store.deleteIf(KEY, bytes("one")));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyCall_shouldNameThePolicyStatement_whenAccessIsDenied(String statement, Function<BlobStore, Object> call) {
        Fault denied = new Refusal(403, "AccessDenied", "User: x is not authorized").fault();
        with(
                Faults.always(S3FaultsTest::any, denied),
                rig -> assertThatExceptionOfType(StoreRefusedException.class)
                        .isThrownBy(() -> call.apply(rig.store()))
                        .withMessageContaining(
                                statement.replace("BUCKET", rig.settings().bucket()))
                        .satisfies(refused -> assertThat(rig.requests())
                                .as("is not tried again")
                                .hasSize(1)));
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                statement(
                        "\"Action\": \"s3:PutObject\", \"Resource\": \"arn:aws:s3:::BUCKET/*\"}",
                        store -> store.putIfAbsent(KEY, bytes("one"))),
                statement(
                        "\"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::BUCKET/*\"}",
                        store -> store.get(KEY)),
                // Of a key that holds nothing S3 says the same to who may not list.
                statement(
                        "\"Action\": \"s3:ListBucket\", \"Resource\": \"arn:aws:s3:::BUCKET\"}",
                        store -> store.get(KEY)),
                statement(
                        "\"Action\": \"s3:ListBucket\", \"Resource\": \"arn:aws:s3:::BUCKET\"}",
                        store -> store.list("", null, 10)),
                statement("\"Action\": \"s3:ListBucketVersions\", \"Resource\": \"arn:aws:s3:::BUCKET\"}", store -> {
                    store.delete(KEY);
                    return true;
                }));
    }

    private static Arguments statement(String statement, Function<BlobStore, Object> call) {
        return Arguments.of(statement, call);
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, not authorized to perform: kms:GenerateDataKey on this resource, kms:Decrypt",
        "400, KMS.DisabledException, the key is disabled, See that the key is enabled",
        "403, InvalidAccessKeyId, no such key, Check AWS_PROFILE",
        "403, SignatureDoesNotMatch, wrong, Check AWS_PROFILE",
        "400, ExpiredToken, it has expired, Check AWS_PROFILE",
        "400, AuthorizationHeaderMalformed, the region us-east-1 is wrong; expecting eu-west-1, Set AWS_REGION",
    })
    void put_shouldSayWhatToDo_whenS3RefusesIt(int status, String code, String message, String remedy) {
        with(
                Faults.always(S3FaultsTest::any, new Refusal(status, code, message).fault()),
                rig -> assertThatExceptionOfType(StoreRefusedException.class)
                        .isThrownBy(() -> rig.store().putIfAbsent(KEY, bytes("one")))
                        .withMessageStartingWith("Could not write the object " + KEY + " in the bucket ")
                        .withMessageContaining(code)
                        .withMessageContaining(remedy));
    }

    @Test
    void get_shouldSayThatItTookTooLong_whenNobodyAnswers() {
        withSilence(
                Faults.always(S3FaultsTest::any, new Fault.Silent()),
                rig -> assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> rig.store().get(KEY))
                        .withMessageContaining("read the object " + KEY)
                        .withMessageContaining("did not answer in time, also at the last of 3 attempts"));
    }

    @Test
    void get_shouldSayThatNobodyIsThere_whenTheEndpointIsNotServed() {
        Wire gone = Wire.to(TestAws.require(), Faults.NONE);
        AwsSettings settings = TestAws.through(gone.address(), TestAws.newStore());
        gone.close();
        try (AwsStores stores = FaultyStores.open(settings)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> stores.blobs().get(KEY))
                    .withMessageContaining("AWS cannot be reached")
                    .withMessageContaining("AWS_ENDPOINT_URL");
        }
    }

    @Test
    void delete_shouldLeaveNoVersion_whenTheBucketKeepsThem() {
        with(Faults.NONE, rig -> {
            for (String text : List.of("one", "two", "three")) {
                rig.store().putIfAbsent(KEY, bytes(text));
                assertThat(rig.store().deleteIf(KEY, bytes(text))).isTrue();
            }
            rig.store().putIfAbsent(KEY, bytes("four"));
            rig.store().putIfAbsent(KEY + "0", bytes("another's"));
            assertThat(versions(rig)).as("before").isGreaterThan(4);

            rig.store().delete(KEY);

            assertThat(versions(rig)).as("the other's").isEqualTo(1);
            assertThat(rig.store().get(KEY + "0")).contains(bytes("another's"));
        });
    }

    @Test
    void delete_shouldBeSeenAsUnfinished_whenItBreaksOff() {
        Fault denied = new Refusal(403, "AccessDenied", "no").fault();
        with(Faults.on(S3FaultsTest::deletes, Fault.NONE, denied), rig -> {
            rig.calm().putIfAbsent(KEY, bytes("one"));
            assertThat(rig.calm().deleteIf(KEY, bytes("one"))).isTrue();
            rig.calm().putIfAbsent(KEY, bytes("two"));

            assertThatExceptionOfType(StoreRefusedException.class)
                    .isThrownBy(() -> rig.store().delete(KEY))
                    .withMessageContaining("s3:DeleteObjectVersion");
            assertThat(rig.calm().get(KEY)).as("the newest goes last").contains(bytes("two"));
        });
    }

    @Test
    void deleteAll_shouldLeaveNoVersion_whenTheBucketKeepsThem() {
        with(Faults.NONE, rig -> {
            for (String text : List.of("one", "two")) {
                rig.store().putIfAbsent(KEY, bytes(text));
                assertThat(rig.store().deleteIf(KEY, bytes(text))).isTrue();
            }
            rig.store().putIfAbsent(FOLDER + "another", bytes("three"));
            rig.store().putIfAbsent("beside/it", bytes("another's"));
            assertThat(versions(rig)).as("before").isGreaterThan(4);

            rig.store().deleteAll(FOLDER);

            assertThat(versions(rig)).as("what is beside").isEqualTo(1);
        });
    }

    @Test
    void deleteAll_shouldDeleteThemTogether_whenThereAreMany() {
        with(Faults.NONE, rig -> {
            for (int n = 0; n < 40; n++) {
                rig.calm().putIfAbsent(FOLDER + n, bytes("x"));
            }

            rig.store().deleteAll(FOLDER);

            assertThat(versions(rig)).isZero();
            assertThat(rig.requests()).extracting(Request::method).containsExactly("GET", "POST", "GET");
        });
    }

    @Test
    void deleteAll_shouldNameTheStatement_whenOneObjectIsRefusedInAnAnswerThatIsGood() {
        String answer = """
                <?xml version="1.0" encoding="UTF-8"?>
                <DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Error><Key>%s</Key>
                <Code>AccessDenied</Code><Message>Access Denied</Message></Error></DeleteResult>""".formatted(KEY);
        with(Faults.on(request -> request.method().equals("POST"), new Fault.Said(answer)), rig -> {
            rig.calm().putIfAbsent(KEY, bytes("one"));

            assertThatExceptionOfType(StoreRefusedException.class)
                    .isThrownBy(() -> rig.store().deleteAll(FOLDER))
                    .withMessageContaining("s3:DeleteObjectVersion")
                    .withMessageContaining(KEY);
        });
    }

    private static int versions(Rig rig) {
        try (S3Client s3 = AwsClients.s3(rig.settings(), fault -> false)) {
            var all = s3.listObjectVersions(list -> list.bucket(rig.settings().bucket()));
            return all.versions().size() + all.deleteMarkers().size();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
