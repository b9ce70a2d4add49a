package dev.cairn.core.port;

import static dev.cairn.core.port.IndexSamples.NOON;
import static dev.cairn.core.port.IndexSamples.checkpoint;
import static dev.cairn.core.port.IndexSamples.events;
import static dev.cairn.core.port.IndexSamples.key;
import static dev.cairn.core.port.IndexSamples.request;
import static dev.cairn.core.port.IndexSamples.run;
import static dev.cairn.core.port.IndexSamples.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexStore.Page;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link IndexStore} promises. An implementation extends this and says how to make one. */
public abstract class IndexStoreContract {
    private static final int THREADS = 16;
    private static final RunKey RUN = key("acme", "run-1");
    private static final Instant LATER = NOON.plusSeconds(86_400);

    private @Nullable IndexStore made;

    /** A store that holds nothing and that no other test uses; called once for each test. */
    protected abstract IndexStore newStore() throws Exception;

    protected final IndexStore store() throws Exception {
        if (made == null) {
            made = newStore();
        }
        return made;
    }

    @Test
    void get_shouldBeEmpty_whenTheKeyHoldsNothing() throws Exception {
        create(run(RUN, "task"), checkpoint(RUN, 1));

        assertThat(store().get(CheckpointRecord.key(RUN, 2))).isEmpty();
        assertThat(store().get(RunRecord.key(key("acme", "run-2")))).isEmpty();
        assertThat(store().get(RunRecord.key(key("acme2", "run-1")))).isEmpty();
        assertThat(store().get(TokenRecord.key(RUN, request(RUN, "q").request().requestId())))
                .isEmpty();
    }

    @Test
    void get_shouldAnswerAnEqualRecord_whateverItsKind() throws Exception {
        List<IndexRecord> records = IndexSamples.ofEveryKind(RUN);
        assertThat(store().transact(records.stream()
                        .map(record -> (Write) new Write.Create(record))
                        .toList()))
                .isTrue();

        for (IndexRecord record : records) {
            assertThat(read(record.key())).contains(record);
        }
    }

    @Test
    void get_shouldSeeEveryWriteAtOnce_whenItComesAfterIt() throws Exception {
        for (int n = 0; n < 20; n++) {
            assertThat(store().transact(List.of(new Write.Put(run(RUN, "task " + n)))))
                    .isTrue();
            assertThat(runRecord().record().task()).isEqualTo("task " + n);
        }
    }

    @Test
    void create_shouldBeRefused_whenTheKeyHoldsARecord() throws Exception {
        create(run(RUN, "first"));
        long version = runRecord().version();

        assertThat(store().transact(List.of(new Write.Create(run(RUN, "second")))))
                .isFalse();
        assertThat(runRecord()).isEqualTo(new Versioned<>(run(RUN, "first"), version));
    }

    @Test
    void replace_shouldBeDoneOnce_whenTheVersionIsTheOneRead() throws Exception {
        create(run(RUN, "first"));
        long version = runRecord().version();

        assertThat(store().transact(List.of(new Write.Replace(run(RUN, "second"), version))))
                .isTrue();
        assertThat(store().transact(List.of(new Write.Replace(run(RUN, "third"), version))))
                .isFalse();
        assertThat(runRecord().record().task()).isEqualTo("second");
        assertThat(runRecord().version()).isNotEqualTo(version);
    }

    @Test
    void replace_shouldBeRefused_whenTheRecordIsTheSameButTheVersionIsNot() throws Exception {
        create(run(RUN, "first"));
        long version = runRecord().version();
        store().transact(List.of(new Write.Replace(run(RUN, "first"), version)));

        assertThat(store().transact(List.of(new Write.Replace(run(RUN, "second"), version))))
                .isFalse();
    }

    @Test
    void replace_shouldBeRefused_whenTheKeyHoldsNothing() throws Exception {
        assertThat(store().transact(List.of(new Write.Replace(run(RUN, "first"), 0))))
                .isFalse();
        assertThat(store().transact(List.of(new Write.Replace(run(RUN, "first"), 1))))
                .isFalse();
        assertThat(store().get(RunRecord.key(RUN))).isEmpty();
    }

    @Test
    void put_shouldBeDone_whateverTheKeyHolds() throws Exception {
        assertThat(store().transact(List.of(new Write.Put(token(RUN, "q", "one")))))
                .isTrue();
        Versioned<TokenRecord> first = tokenRecord();
        assertThat(store().transact(List.of(new Write.Put(token(RUN, "q", "two")))))
                .isTrue();

        assertThat(first.record().token()).isEqualTo("one");
        assertThat(tokenRecord().record().token()).isEqualTo("two");
        assertThat(store().transact(List.of(new Write.Replace(token(RUN, "q", "three"), first.version()))))
                .as("a put moves the version on")
                .isFalse();
    }

    @Test
    void remove_shouldBeDone_whetherOrNotThereIsARecord() throws Exception {
        create(token(RUN, "q", "one"), token(RUN, "q2", "two"));

        assertThat(store().transact(List.of(new Write.Remove(token(RUN, "q", "").key()))))
                .isTrue();
        assertThat(store().transact(List.of(new Write.Remove(token(RUN, "q", "").key()))))
                .isTrue();
        assertThat(store().list(RUN, RecordKind.TOKEN, null, false, 10)).containsExactly(token(RUN, "q2", "two"));
        assertThat(store().transact(List.of(new Write.Create(token(RUN, "q", "three")))))
                .isTrue();
    }

    /** Four writes of which one cannot be done, in every place among the others: none is done. */
    @ParameterizedTest
    @MethodSource("failingWrites")
    void transact_shouldDoNothing_whenOneConditionFails(String what, int place) throws Exception {
        create(run(RUN, "first"), checkpoint(RUN, 1), token(RUN, "gone", "stays"), request(RUN, "q"));
        Versioned<RunRecord> run = runRecord();
        Versioned<RequestRecord> request = store().get(
                        RequestRecord.key(RUN, request(RUN, "q").request().requestId()))
                .orElseThrow();
        Write failing = switch (what) {
            case "create over a record" -> new Write.Create(checkpoint(RUN, 1));
            case "replace a stale version" -> new Write.Replace(request(RUN, "q"), request.version() + 1);
            case "a gap that is none" -> new Write.Absent(checkpoint(RUN, 1).key());
            default -> new Write.Replace(checkpoint(RUN, 9), 1);
        };
        List<Write> writes = new ArrayList<>(List.of(
                new Write.Create(checkpoint(RUN, 2)),
                new Write.Replace(run(RUN, NOON, NOON, "second"), run.version()),
                new Write.Put(events(RUN, 2, "x")),
                new Write.Remove(token(RUN, "gone", "").key())));
        writes.add(place, failing);

        assertThat(store().transact(writes)).isFalse();

        assertThat(runRecord()).isEqualTo(run);
        assertThat(store().list(RUN, RecordKind.CHECKPOINT, null, false, 10)).containsExactly(checkpoint(RUN, 1));
        assertThat(store().list(RUN, RecordKind.EVENTS, null, false, 10)).isEmpty();
        assertThat(store().list(RUN, RecordKind.TOKEN, null, false, 10)).containsExactly(token(RUN, "gone", "stays"));
        assertThat(store().due(LATER, 10)).isEmpty();

        writes.remove(place);
        assertThat(store().transact(writes)).as("without it they are done").isTrue();
        assertThat(runRecord().record().task()).isEqualTo("second");
        assertThat(store().list(RUN, RecordKind.CHECKPOINT, null, false, 10)).hasSize(2);
        assertThat(store().list(RUN, RecordKind.EVENTS, null, false, 10)).hasSize(1);
        assertThat(store().list(RUN, RecordKind.TOKEN, null, false, 10)).isEmpty();
        assertThat(store().due(LATER, 10)).containsExactly(RUN);
    }

    static Stream<Arguments> failingWrites() {
        return Stream.of(
                        "create over a record",
                        "replace a stale version",
                        "replace what is not there",
                        "a gap that is none")
                .flatMap(what -> IntStream.rangeClosed(0, 4).mapToObj(place -> Arguments.of(what, place)));
    }

    @Test
    void absent_shouldHoldWhileTheKeyHoldsNothing_andLeaveNothingThere() throws Exception {
        Write put = new Write.Put(checkpoint(RUN, 1));
        Write absent = new Write.Absent(RunRecord.key(RUN));

        assertThat(store().transact(List.of(put, absent))).isTrue();
        assertThat(store().transact(List.of(absent))).isTrue();
        assertThat(store().get(RunRecord.key(RUN))).isEmpty();
        assertThat(store().list(RUN, RecordKind.CHECKPOINT, null, false, 10)).containsExactly(checkpoint(RUN, 1));

        create(run(RUN, "it came"));
        assertThat(store().transact(List.of(new Write.Put(checkpoint(RUN, 2)), absent)))
                .isFalse();
        assertThat(store().get(CheckpointRecord.key(RUN, 2))).isEmpty();
    }

    @Test
    void absent_shouldNeverHold_onceTheRecordIsThere_whateverIsWrittenAtTheSameMoment() throws Exception {
        IndexStore store = store();
        for (int n = 0; n < 10; n++) {
            RunKey run = key("acme", "came-" + n);
            List<Boolean> done = Together.run(
                    THREADS,
                    i -> () -> i == 0
                            ? store.transact(
                                    List.of(new Write.Create(run(run, "there")), new Write.Create(checkpoint(run, 0))))
                            : store.transact(List.of(
                                    new Write.Put(checkpoint(run, i)),
                                    new Write.Absent(RunRecord.key(run)),
                                    new Write.Create(checkpoint(run, 0)))));

            assertThat(done).as("either it came, or a gap was seen").containsOnlyOnce(true);
        }
    }

    @Test
    void transact_shouldSpanRunsAndTenants() throws Exception {
        RunKey other = key("globex", "run-9");

        create(run(RUN, "one"), run(other, "two"), checkpoint(other, 1));

        assertThat(store().get(RunRecord.key(other))).isPresent();
        assertThat(store().transact(List.of(
                        new Write.Put(run(RUN, "changed")), new Write.Create(run(other, "there already")))))
                .isFalse();
        assertThat(runRecord().record().task()).isEqualTo("one");
    }

    @Test
    void transact_shouldTakeAHundredWrites_andNoMore() throws Exception {
        IndexStore store = store();
        List<Write> writes = new ArrayList<>(LongStream.range(0, 100)
                .mapToObj(seq -> (Write) new Write.Create(checkpoint(RUN, seq)))
                .toList());

        assertThat(store.transact(writes)).isTrue();
        assertThat(store.list(RUN, RecordKind.CHECKPOINT, null, false, 1_000)).hasSize(100);

        writes.add(new Write.Put(run(RUN, "one too many")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.transact(writes))
                .withMessageContaining("at most 100");
    }

    @Test
    void transact_shouldBeDone_whenThereIsNothingToDo() throws Exception {
        assertThat(store().transact(List.of())).isTrue();
    }

    @Test
    void transact_shouldRefuse_whenAKeyIsWrittenTwice() throws Exception {
        IndexStore store = store();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        store.transact(List.of(new Write.Put(run(RUN, "a")), new Write.Remove(RunRecord.key(RUN)))))
                .withMessageContaining("acme/run-1");
        assertThat(store.get(RunRecord.key(RUN))).isEmpty();
    }

    @Test
    void transact_shouldLoseNoIncrement_whenSixteenWritersRace() throws Exception {
        IndexStore store = store();
        create(run(RUN, "0"));
        int each = 10;

        Together.run(THREADS, i -> () -> {
            for (int done = 0; done < each; ) {
                Versioned<RunRecord> read = store.get(RunRecord.key(RUN)).orElseThrow();
                int count = Integer.parseInt(read.record().task());
                if (store.transact(List.of(
                        new Write.Create(checkpoint(RUN, count)),
                        new Write.Replace(run(RUN, Integer.toString(count + 1)), read.version())))) {
                    done++;
                }
            }
            return true;
        });

        assertThat(runRecord().record().task()).isEqualTo(Integer.toString(THREADS * each));
        assertThat(store.list(RUN, RecordKind.CHECKPOINT, null, false, 1_000))
                .extracting(CheckpointRecord::seq)
                .containsExactlyElementsOf(
                        LongStream.range(0, (long) THREADS * each).boxed().toList());
    }

    @Test
    void transact_shouldHaveOneWinner_whenSixteenCreateTheSame() throws Exception {
        IndexStore store = store();
        for (int n = 0; n < 5; n++) {
            RunKey run = key("acme", "raced-" + n);
            List<Boolean> done = Together.run(
                    THREADS,
                    i -> () -> store.transact(
                            List.of(new Write.Create(checkpoint(run, i)), new Write.Create(run(run, "writer " + i)))));

            assertThat(done).containsOnlyOnce(true).hasSize(THREADS);
            assertThat(store.get(RunRecord.key(run)))
                    .map(read -> read.record().task())
                    .contains("writer " + done.indexOf(true));
            assertThat(store.list(run, RecordKind.CHECKPOINT, null, false, 100))
                    .containsExactly(checkpoint(run, done.indexOf(true)));
        }
    }

    @Test
    void transact_shouldNotMixTwo_whenTheyWriteTheSameInOppositeOrder() throws Exception {
        IndexStore store = store();
        RunKey other = key("acme", "run-2");

        Together.run(4, i -> () -> {
            for (int n = 0; n < 25; n++) {
                Write one = new Write.Put(run(RUN, i + ":" + n));
                Write two = new Write.Put(run(other, i + ":" + n));
                assertThat(store.transact(i % 2 == 0 ? List.of(one, two) : List.of(two, one)))
                        .isTrue();
            }
            return true;
        });

        assertThat(store.get(RunRecord.key(other)).orElseThrow().record().task())
                .isEqualTo(runRecord().record().task());
    }

    @Test
    void list_shouldFollowTheSortKeys_upAndDown() throws Exception {
        for (long seq : new long[] {10, 2, 9, 1, 100}) {
            create(checkpoint(RUN, seq));
        }

        assertThat(seqs(null, false, 10)).containsExactly(1L, 2L, 9L, 10L, 100L);
        assertThat(seqs(null, true, 10)).containsExactly(100L, 10L, 9L, 2L, 1L);
        assertThat(seqs(null, false, 2)).containsExactly(1L, 2L);
        assertThat(seqs(null, true, 2)).containsExactly(100L, 10L);
        assertThat(seqs(IndexKey.padded(9), false, 10)).containsExactly(10L, 100L);
        assertThat(seqs(IndexKey.padded(9), true, 10)).containsExactly(2L, 1L);
        assertThat(seqs(IndexKey.padded(9), false, 1)).containsExactly(10L);
        assertThat(seqs(IndexKey.padded(5), false, 10)).containsExactly(9L, 10L, 100L);
        assertThat(seqs(IndexKey.padded(5), true, 10)).containsExactly(2L, 1L);
        assertThat(seqs(IndexKey.padded(100), false, 10)).isEmpty();
        assertThat(seqs(IndexKey.padded(1), true, 10)).isEmpty();
    }

    @Test
    void list_shouldCompareSortKeysAsPlainText() throws Exception {
        for (String id : List.of("b", "B", "a", "_", "-", "0", "10", "9", "aB", "ab", "a-b", "a_b")) {
            create(token(RUN, id, "t"));
        }

        assertThat(store().list(RUN, RecordKind.TOKEN, null, false, 100))
                .extracting(record -> record.requestId().value())
                .containsExactly("-", "0", "10", "9", "B", "_", "a", "a-b", "aB", "a_b", "ab", "b");
        assertThat(store().list(RUN, RecordKind.TOKEN, "B", false, 2))
                .extracting(record -> record.requestId().value())
                .containsExactly("_", "a");
    }

    @Test
    void list_shouldAnswerOneKindOfOneRunOfOneTenant() throws Exception {
        for (RunKey run :
                List.of(RUN, key("acme", "run-10"), key("acme", "run"), key("acm", "run-1"), key("acme2", "run-1"))) {
            create(run(run, "t"), checkpoint(run, 1), events(run, 1, "x"), token(run, "q", "t"), request(run, "q"));
        }

        assertThat(store().list(RUN, RecordKind.RUN, null, false, 10)).containsExactly(run(RUN, "t"));
        assertThat(store().list(RUN, RecordKind.CHECKPOINT, null, true, 10)).containsExactly(checkpoint(RUN, 1));
        assertThat(store().list(RUN, RecordKind.EVENTS, null, false, 10)).containsExactly(events(RUN, 1, "x"));
        assertThat(store().list(RUN, RecordKind.TOKEN, null, true, 10)).containsExactly(token(RUN, "q", "t"));
        assertThat(store().list(RUN, RecordKind.REQUEST, null, false, 10)).containsExactly(request(RUN, "q"));
        assertThat(store().list(key("acme", "run-2"), RecordKind.RUN, null, false, 10))
                .isEmpty();
    }

    @Test
    void runs_shouldAnswerATenantsRuns_newestFirst() throws Exception {
        for (int n : new int[] {3, 1, 2}) {
            create(run(key("acme", "run-" + n), NOON.plusMillis(n), null, "t"));
            create(run(key("globex", "run-" + n), NOON.plusMillis(n), null, "t"));
        }
        create(run(key("acme", "old"), Instant.parse("1969-12-31T23:59:59.999Z"), null, "t"));

        Page<RunRecord> page = store().runs(new TenantId("acme"), null, 10);
        assertThat(page.items())
                .extracting(record -> record.key().run())
                .containsExactly(key("acme", "run-3"), key("acme", "run-2"), key("acme", "run-1"), key("acme", "old"));
        assertThat(page.next()).isNull();
        assertThat(store().runs(new TenantId("acm"), null, 10)).isEqualTo(new Page<RunRecord>(List.of(), null));
    }

    @Test
    void runs_shouldShowEachRunOnce_whenNewOnesComeWhileItIsPaged() throws Exception {
        List<String> before = new ArrayList<>();
        for (int n = 0; n < 11; n++) {
            String id = "run-" + "jcafkbgidhe".charAt(n);
            before.add(id);
            create(run(key("acme", id), NOON.plusMillis(n / 5), null, "t"));
        }

        List<String> seen = new ArrayList<>();
        @Nullable String cursor = null;
        int pages = 0;
        do {
            Page<RunRecord> page = store().runs(new TenantId("acme"), cursor, 3);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
            page.items().forEach(record -> seen.add(record.runId().value()));
            cursor = page.next();
            pages++;
            create(run(key("acme", "newer-" + pages), NOON.plusSeconds(pages), null, "t"));
            RunKey shown = key("acme", seen.getFirst());
            store().transact(List.of(new Write.Put(run(shown, page(shown).createdAt(), NOON, "touched"))));
        } while (cursor != null && pages < 20);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(before);
        assertThat(seen.subList(0, 1)).containsExactly("run-e");
    }

    @Test
    void runs_shouldShowARunAsItWasLastWritten_untilItIsRemoved() throws Exception {
        create(run(RUN, "first"));
        store().transact(List.of(new Write.Put(run(RUN, "second"))));
        assertThat(store().runs(RUN.tenant(), null, 10).items()).containsExactly(run(RUN, "second"));

        store().transact(List.of(new Write.Remove(RunRecord.key(RUN))));
        assertThat(store().runs(RUN.tenant(), null, 10).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1.2",
                "1.2.",
                "..",
                "1.2.a/b",
                "99999999999999999999.1.a",
                "1.2.r' or '1'='1",
                "999999999999.9.r\n"
            })
    void runs_shouldRefuseTheCursor_whenNoPageSaidIt(String cursor) throws Exception {
        IndexStore store = store();

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> store.runs(new TenantId("acme"), cursor, 10))
                .withMessageStartingWith("cursor: must be");
    }

    @Test
    void due_shouldAnswerRunsOfAllTenants_earliestFirst() throws Exception {
        create(
                run(key("acme", "late"), NOON, NOON.plusMillis(3), "t"),
                run(key("globex", "early"), NOON.plusSeconds(9), NOON.plusMillis(1), "t"),
                run(key("acme", "middle"), NOON.minusSeconds(9), NOON.plusMillis(2), "t"),
                run(key("acme", "never"), NOON, null, "t"));

        assertThat(store().due(NOON.plusMillis(3), 10))
                .containsExactly(key("globex", "early"), key("acme", "middle"), key("acme", "late"));
        assertThat(store().due(NOON.plusMillis(3).minusNanos(1), 10))
                .containsExactly(key("globex", "early"), key("acme", "middle"));
        assertThat(store().due(NOON.plusMillis(3), 1)).containsExactly(key("globex", "early"));
        assertThat(store().due(NOON, 10)).isEmpty();
    }

    @Test
    void tenants_shouldBeThoseThatHaveARun() throws Exception {
        assertThat(store().tenants()).isEmpty();

        create(run(RUN, "t"), run(key("acme", "run-2"), "t"), run(key("globex", "run-1"), "t"));
        create(checkpoint(key("initech", "run-1"), 1));
        assertThat(store().tenants()).containsExactlyInAnyOrder(new TenantId("acme"), new TenantId("globex"));

        store().transact(List.of(new Write.Remove(RunRecord.key(key("globex", "run-1")))));
        assertThat(store().tenants()).containsExactly(new TenantId("acme"));
    }

    @Test
    void due_shouldFollowTheRecord_whenItChangesOrGoes() throws Exception {
        create(run(RUN, NOON, NOON.plusSeconds(1), "t"));
        assertThat(store().due(NOON.plusSeconds(1), 10)).containsExactly(RUN);

        store().transact(List.of(new Write.Put(run(RUN, NOON, NOON.plusSeconds(2), "t"))));
        assertThat(store().due(NOON.plusSeconds(1), 10)).isEmpty();
        assertThat(store().due(NOON.plusSeconds(2), 10)).containsExactly(RUN);

        store().transact(List.of(
                new Write.Replace(run(RUN, NOON, null, "t"), runRecord().version())));
        assertThat(store().due(LATER, 10)).isEmpty();

        store().transact(List.of(new Write.Put(run(RUN, NOON, NOON, "t"))));
        store().transact(List.of(new Write.Remove(RunRecord.key(RUN))));
        assertThat(store().due(LATER, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_001})
    void everyList_shouldRefuseTheLimit_whenItIsNotOneToAThousand(int limit) throws Exception {
        IndexStore store = store();

        assertThatIllegalArgumentException().isThrownBy(() -> store.list(RUN, RecordKind.RUN, null, false, limit));
        assertThatIllegalArgumentException().isThrownBy(() -> store.runs(RUN.tenant(), null, limit));
        assertThatIllegalArgumentException().isThrownBy(() -> store.due(NOON, limit));
    }

    private void create(IndexRecord... records) throws Exception {
        assertThat(store().transact(Stream.of(records)
                        .map(record -> (Write) new Write.Create(record))
                        .toList()))
                .isTrue();
    }

    private Optional<IndexRecord> read(IndexKey<?> key) throws Exception {
        return store().get(key).map(Versioned::record);
    }

    private Versioned<RunRecord> runRecord() throws Exception {
        return store().get(RunRecord.key(RUN)).orElseThrow();
    }

    private RunRecord page(RunKey run) throws Exception {
        return store().get(RunRecord.key(run)).orElseThrow().record();
    }

    private Versioned<TokenRecord> tokenRecord() throws Exception {
        return store().get(TokenRecord.key(RUN, token(RUN, "q", "").requestId()))
                .orElseThrow();
    }

    private List<Long> seqs(@Nullable String after, boolean descending, int limit) throws Exception {
        return store().list(RUN, RecordKind.CHECKPOINT, after, descending, limit).stream()
                .map(CheckpointRecord::seq)
                .toList();
    }
}
