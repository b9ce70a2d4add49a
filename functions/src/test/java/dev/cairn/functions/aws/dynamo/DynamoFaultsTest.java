package dev.cairn.functions.aws.dynamo;

import static dev.cairn.core.port.IndexSamples.checkpoint;
import static dev.cairn.core.port.IndexSamples.events;
import static dev.cairn.core.port.IndexSamples.key;
import static dev.cairn.core.port.IndexSamples.run;
import static dev.cairn.functions.aws.testing.Refusal.CONDITION_FAILED;
import static dev.cairn.functions.aws.testing.Refusal.CONFLICT;
import static dev.cairn.functions.aws.testing.Refusal.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexSamples;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.aws.store.AwsStores;
import dev.cairn.functions.aws.testing.Fault;
import dev.cairn.functions.aws.testing.Faults;
import dev.cairn.functions.aws.testing.Faults.Request;
import dev.cairn.functions.aws.testing.FaultyStores;
import dev.cairn.functions.aws.testing.Refusal;
import dev.cairn.functions.aws.testing.TestAws;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What befalls DynamoDB on the wire, what it refuses, and what becomes of it. */
class DynamoFaultsTest {
    private static final RunKey RUN = key("acme", "run-1");

    private static boolean transactions(Request request) {
        return request.is("TransactWriteItems");
    }

    private record Rig(IndexStore store, IndexStore calm, AwsSettings settings, List<Request> requests) {
        static Rig of(FaultyStores both) {
            return new Rig(both.stores().index(), both.beside().index(), both.calm(), both.requests());
        }
    }

    private static void with(Faults faults, Consumer<Rig> test) {
        FaultyStores.with(faults, both -> test.accept(Rig.of(both)));
    }

    private static void withSilence(Faults faults, Consumer<Rig> test) {
        FaultyStores.withSilence(faults, both -> test.accept(Rig.of(both)));
    }

    private static List<Write> opening() {
        return List.of(new Write.Create(run(RUN, "task")), new Write.Create(checkpoint(RUN, 0)));
    }

    @ParameterizedTest
    @CsvSource({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
    void transact_shouldBeTriedAgain_whenItMetOthers(String reason) {
        Fault busy = Refusal.cancelled(reason).fault();
        with(Faults.on(DynamoFaultsTest::transactions, busy, busy), rig -> {
            assertThat(rig.store().transact(opening())).isTrue();
            assertThat(rig.requests()).hasSize(3);
            assertThat(rig.calm().get(RunRecord.key(RUN))).isPresent();
        });
    }

    @Test
    void transact_shouldGiveUpAndHaveWrittenNothing_whenItAlwaysMeetsOthers() {
        with(Faults.always(DynamoFaultsTest::transactions, CONFLICT.fault()), rig -> {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> rig.store().transact(opening()))
                    .withMessageContaining("transaction on the run record run of run acme/run-1")
                    .withMessageContaining("in the table " + rig.settings().table())
                    .withMessageContaining("TransactionConflict");
            assertThat(rig.requests()).hasSize(3);
            assertThat(rig.calm().get(RunRecord.key(RUN))).isEmpty();
        });
    }

    @Test
    void transact_shouldBeFalse_whenAConditionFailsAfterItMetOthers() {
        with(
                Faults.on(
                        DynamoFaultsTest::transactions, CONFLICT.fault(), THROTTLED.fault(), CONDITION_FAILED.fault()),
                rig -> assertThat(rig.store().transact(opening())).isFalse());
    }

    /** A server may know the request again by its token; then the answer is true. That it was not done is never said. */
    @ParameterizedTest
    @MethodSource("lostAnswers")
    void transact_shouldNotTakeItsOwnWriteForAnothers_whenItsAnswerWasLost(Fault lost) {
        withSilence(Faults.on(DynamoFaultsTest::transactions, lost), rig -> {
            try {
                assertThat(rig.store().transact(opening())).isTrue();
            } catch (StoreException unknown) {
                assertThat(unknown).isNotInstanceOf(StoreRefusedException.class);
            }
            assertThat(rig.calm().get(RunRecord.key(RUN))).isPresent();
        });
    }

    static Stream<Fault> lostAnswers() {
        return Stream.of(new Fault.Broken(true), new Fault.Silent(), new Fault.Refused(Refusal.FAILED, true));
    }

    @Test
    void everyCall_shouldBeTriedAgain_whenItIsThrottled() {
        for (Consumer<IndexStore> call : calls()) {
            with(Faults.on(Request::isDynamo, THROTTLED.fault(), THROTTLED.fault()), rig -> {
                call.accept(rig.store());
                assertThat(rig.requests()).hasSizeGreaterThanOrEqualTo(3);
            });
        }
    }

    @Test
    void everyCall_shouldGiveUpAfterItsAttempts_whenItIsAlwaysThrottled() {
        with(Faults.always(Request::isDynamo, THROTTLED.fault()), rig -> {
            for (Consumer<IndexStore> call : calls()) {
                int before = rig.requests().size();
                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> call.accept(rig.store()))
                        .withMessageContaining("in the table " + rig.settings().table())
                        .withMessageContaining("fewer requests (ProvisionedThroughputExceededException)");
                assertThat(rig.requests()).hasSize(before + 3);
            }
        });
    }

    @Test
    void everyCall_shouldNameTheTable_whenThereIsNone() {
        AwsSettings there = TestAws.newStore();
        AwsSettings absent = new AwsSettings(there.bucket(), "no-such-table", there.patience(), there.variables());
        try (AwsStores stores = FaultyStores.open(absent)) {
            for (Consumer<IndexStore> call : calls()) {
                assertThatExceptionOfType(StoreRefusedException.class)
                        .isThrownBy(() -> call.accept(stores.index()))
                        .withMessageContaining("in the table no-such-table: there is no such table")
                        .withMessageContaining("CAIRN_TABLE");
            }
        }
    }

    private static List<Consumer<IndexStore>> calls() {
        return List.of(
                store -> store.get(RunRecord.key(RUN)),
                store -> store.list(RUN, RecordKind.CHECKPOINT, null, false, 10),
                store -> store.runs(new TenantId("acme"), null, 10),
                store -> store.due(IndexSamples.NOON, 10),
                IndexStore::tenants,
                store -> store.transact(opening()));
    }

    @Test
    void everyCall_shouldNameThePolicyStatement_whenAccessIsDenied() {
        Fault denied = new Refusal(400, "AccessDeniedException", "User: x is not authorized").fault();
        with(Faults.always(Request::isDynamo, denied), rig -> {
            List<String> actions = List.of(
                    "\"Action\": \"dynamodb:GetItem\", \"Resource\": \"arn:aws:dynamodb:*:*:table/TABLE\"}",
                    "\"Action\": \"dynamodb:Query\", \"Resource\": \"arn:aws:dynamodb:*:*:table/TABLE\"}",
                    "\"Action\": \"dynamodb:Query\", \"Resource\": \"arn:aws:dynamodb:*:*:table/TABLE/index/runs\"}",
                    "\"Action\": \"dynamodb:Query\", \"Resource\": \"arn:aws:dynamodb:*:*:table/TABLE/index/due\"}",
                    "\"Action\": \"dynamodb:Scan\", \"Resource\": \"arn:aws:dynamodb:*:*:table/TABLE/index/runs\"}",
                    "\"Action\": [\"dynamodb:PutItem\", \"dynamodb:UpdateItem\", \"dynamodb:DeleteItem\"],",
                    "\"dynamodb:DeleteItem\", \"dynamodb:ConditionCheckItem\"],");
            List<Consumer<IndexStore>> calls = new ArrayList<>(calls());
            calls.add(store -> store.transact(List.of(new Write.Absent(RunRecord.key(RUN)))));
            for (int i = 0; i < actions.size(); i++) {
                Consumer<IndexStore> call = calls.get(i);
                assertThatExceptionOfType(StoreRefusedException.class)
                        .isThrownBy(() -> call.accept(rig.store()))
                        .withMessageContaining(
                                actions.get(i).replace("TABLE", rig.settings().table()));
            }
            assertThat(rig.requests()).as("none is tried again").hasSize(actions.size());
        });
    }

    @Test
    void transact_shouldRefuseByName_whatNoItemHolds() {
        with(Faults.NONE, rig -> {
            assertThatExceptionOfType(StoreRefusedException.class)
                    .isThrownBy(() -> rig.store()
                            .transact(List.of(
                                    new Write.Create(run(RUN, "task")),
                                    new Write.Create(events(RUN, 7, "x".repeat(420_000))))))
                    .withMessageContaining("events record 0000000007-1 of run acme/run-1")
                    .withMessageContaining("at most 409600");
            assertThat(rig.requests()).as("is not even sent").isEmpty();
        });
    }

    @Test
    void transact_shouldRefuseByName_whatNoTransactionHolds() {
        with(Faults.NONE, rig -> {
            List<Write> writes = LongStream.range(0, 15)
                    .mapToObj(seq -> (Write) new Write.Create(events(RUN, seq, "x".repeat(300_000))))
                    .toList();

            assertThatExceptionOfType(StoreRefusedException.class)
                    .isThrownBy(() -> rig.store().transact(writes))
                    .withMessageContaining("15 writes, the first on events record 0000000000-1 of run acme/run-1");
            assertThat(rig.requests()).isEmpty();
        });
    }

    @Test
    void list_shouldAnswerAll_whenTheyDoNotFitIntoOneAnswer() {
        with(Faults.NONE, rig -> {
            for (long seq = 0; seq < 8; seq++) {
                rig.store().transact(List.of(new Write.Create(events(RUN, seq, "x".repeat(200_000)))));
            }

            assertThat(rig.store().list(RUN, RecordKind.EVENTS, null, false, 1_000))
                    .hasSize(8);
            assertThat(rig.store().list(RUN, RecordKind.EVENTS, null, true, 7)).hasSize(7);
            assertThat(rig.requests().stream().filter(request -> request.is("Query")))
                    .hasSizeGreaterThan(2);
        });
    }

    /** The index still names the run when it is removed from the table. */
    @Test
    void runsAndDue_shouldNotShowARun_whenItIsGoneAndTheIndexDoesNotKnow() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        Faults between = request -> {
            if (request.is("BatchGetItem")) {
                meanwhile.getAndSet(() -> {}).run();
            }
            return Fault.NONE;
        };
        with(between, rig -> {
            rig.calm().transact(List.of(new Write.Create(run(RUN, IndexSamples.NOON, IndexSamples.NOON, "task"))));
            Runnable remove = () -> rig.calm().transact(List.of(new Write.Remove(RunRecord.key(RUN))));

            meanwhile.set(remove);
            assertThat(rig.store().runs(RUN.tenant(), null, 10).items()).isEmpty();

            rig.calm().transact(List.of(new Write.Create(run(RUN, IndexSamples.NOON, IndexSamples.NOON, "task"))));
            meanwhile.set(() -> rig.calm()
                    .transact(List.of(
                            new Write.Put(run(RUN, IndexSamples.NOON, IndexSamples.NOON.plusSeconds(1), "task")))));
            assertThat(rig.store().due(IndexSamples.NOON, 10)).isEmpty();
        });
    }
}
