package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.IndexSamples;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A store is looked through as a whole, and whatever was done to it is told. */
class StoreCheckTest {
    private final World world = new World();
    private final RunKey run = Stories.finished(world);

    private List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        assertThat(new StoreCheck(world.blobs, world.index).check(troubles::add))
                .isPositive();
        return troubles;
    }

    private Set<String> failed() {
        return troubles().stream()
                .filter(one -> one.grade() == Grade.FAIL)
                .map(Trouble::place)
                .collect(Collectors.toSet());
    }

    private void change(UnaryOperator<RunRecord> change) {
        Versioned<RunRecord> found = world.index.get(RunRecord.key(run)).orElseThrow();
        assertThat(world.index.transact(List.of(new Write.Replace(change.apply(found.record()), found.version()))))
                .isTrue();
    }

    @Test
    void check_shouldFindNothing_whereNothingIsWrong() {
        world.keeping.keep(run, true);
        Stories.waiting(world);

        assertThat(troubles()).isEmpty();
    }

    @Test
    void check_shouldNameEveryObject_whateverIsDoneToIt() {
        for (String key : world.objects(run).keySet()) {
            if (key.contains("/journal/0")) {
                continue;
            }
            byte[] whole = world.blobs.get(key).orElseThrow();
            for (Damage damage : Damage.some(world.blobs, key)) {
                damage.settle();
                assertThat(failed()).containsExactly(key);
                new Damage(world.blobs, key, whole).settle();
            }
        }
        assertThat(troubles()).isEmpty();
    }

    @Test
    void check_shouldNameTheJournalOfACommittedStep_whateverIsDoneToIt() {
        int entries = 0;
        for (String key : world.objects(run).keySet()) {
            if (!key.contains("/journal/0")) {
                continue;
            }
            entries++;
            byte[] whole = world.blobs.get(key).orElseThrow();
            for (Damage damage : Damage.some(world.blobs, key)) {
                damage.settle();
                assertThat(troubles())
                        .filteredOn(one -> one.grade() != Grade.NOTE)
                        .extracting(one -> one.grade() + " " + one.place())
                        .containsExactlyElementsOf(damage.bytes() == null ? List.of() : List.of("WARN " + key));
                assertThat(troubles()).as("its size is told at the least").isNotEmpty();
                new Damage(world.blobs, key, whole).settle();
            }
        }
        assertThat(entries).isGreaterThan(2);
        assertThat(troubles()).isEmpty();
    }

    @Test
    void check_shouldTellEveryRecordThatIsMissing() {
        List<IndexKey<?>> keys = new ArrayList<>();
        world.index.list(run, RecordKind.CHECKPOINT, null, false, 100).forEach(one -> keys.add(one.key()));
        world.index.list(run, RecordKind.EVENTS, null, false, 100).forEach(one -> keys.add(one.key()));
        world.index.list(run, RecordKind.REQUEST, null, false, 100).forEach(one -> keys.add(one.key()));
        assertThat(keys).hasSizeGreaterThan(15);
        for (IndexKey<?> key : keys) {
            var record = world.index.get(key).orElseThrow().record();
            world.index.transact(List.of(new Write.Remove(key)));
            assertThat(failed()).as(key.kind().word() + " " + key.sort()).isNotEmpty();
            world.index.transact(List.of(new Write.Put(record)));
        }
        assertThat(troubles()).isEmpty();
    }

    @Test
    void check_shouldTellWhereTheIndexSaysOtherThanTheObjects() {
        CheckpointRecord head = world.checkpoints(run).getLast();
        change(found -> found.toBuilder()
                .head(head.seq() - 1, java.util.Objects.requireNonNull(head.parentId()))
                .build());
        assertThat(failed()).containsExactly("the run's record of run " + run.runId());
        change(found -> found.toBuilder().head(head.seq(), head.checkpointId()).build());

        change(found -> found.toBuilder().counters(new Counters(9, 9, 9, 9)).build());
        assertThat(failed()).containsExactly("the run's record of run " + run.runId());
        change(found ->
                found.toBuilder().counters(world.head(run).state().counters()).build());

        EventsRecord events =
                world.index.list(run, RecordKind.EVENTS, null, false, 1).getFirst();
        world.index.transact(List.of(new Write.Put(new EventsRecord(
                events.tenant(),
                events.runId(),
                events.batch(),
                events.seq(),
                events.checkpointId(),
                events.at(),
                List.of()))));
        assertThat(failed()).containsExactly("the events record of checkpoint 0 of run " + run.runId());
    }

    @Test
    void check_shouldTellRunsThatOnlyTheObjectsOrOnlyTheIndexKnow() {
        world.index.transact(List.of(new Write.Remove(RunRecord.key(run))));
        assertThat(failed()).containsExactly(run.prefix());

        RunKey gone = Stories.finished(world);
        world.objects(gone).keySet().forEach(world.blobs::delete);
        assertThat(failed())
                .containsExactlyInAnyOrder(
                        run.prefix(), Keys.checkpoint(gone, world.run(gone).checkpointId()));
    }

    @Test
    void check_shouldExplainWhatIsLeftOver() {
        world.blobs.putIfAbsent(run.prefix() + "checkpoints/00000099-left.json.gz", new byte[10]);
        world.blobs.putIfAbsent(run.prefix() + "notes.txt", new byte[10]);
        world.blobs.putIfAbsent("elsewhere/file", new byte[10]);
        world.blobs.putIfAbsent(run.prefix() + "journal/00000099-left/000000.json.gz", new byte[10]);

        assertThat(troubles())
                .extracting(one -> one.grade() + " " + one.place())
                .containsExactlyInAnyOrder(
                        "NOTE " + run.prefix(),
                        "WARN " + run.prefix() + "notes.txt",
                        "WARN elsewhere/file",
                        "WARN " + run.prefix() + "journal/00000099-left/000000.json.gz");
    }

    @Test
    void check_shouldCountWhatIsLeftOver_inWords() {
        world.blobs.putIfAbsent(run.prefix() + "checkpoints/00000099-left.json.gz", new byte[10]);
        world.blobs.putIfAbsent(run.prefix() + "quarantine/one", new byte[1]);
        change(found -> found.toBuilder()
                .storage(found.storage().plus(new dev.cairn.core.run.Storage(5, 2)))
                .build());

        assertThat(troubles())
                .extracting(Trouble::what)
                .anyMatch(what -> what.startsWith("holds 1 object of 10 bytes that no checkpoint names"))
                .anyMatch(what -> what.equals("holds 1 object of 1 byte in quarantine"))
                .anyMatch(what -> what.matches("stores [0-9]+ objects of [0-9]+ bytes, and in the index its storage is"
                        + " [0-9]+ objects of [0-9]+ bytes"))
                .noneMatch(what -> what.contains("["));
    }

    @Test
    void check_shouldCallNothingLeftOver_whileACheckpointThatMayNameItIsBroken() {
        Stories.waiting(world);
        String head = Keys.checkpoint(run, world.run(run).checkpointId());
        for (Damage damage : Damage.some(world.blobs, head)) {
            damage.settle();
            assertThat(troubles()).extracting(Trouble::place).containsExactly(head);
            assertThat(troubles().getFirst().what()).doesNotContain("no checkpoint names");
        }
    }

    @Test
    void check_shouldTellAPinThatObjectsAndIndexDisagreeOn() {
        world.blobs.putIfAbsent(Keys.keep(run), new byte[] {1});

        assertThat(troubles())
                .extracting(one -> one.grade() + " " + one.place())
                .contains("WARN " + Keys.keep(run));
    }

    @Test
    void check_shouldNameANewerFormat_andGoOnWithTheOthers() throws IOException {
        RunKey other = Stories.finished(world);
        String key = Keys.checkpoint(run, Keys.first(run));
        byte[] whole = world.blobs.get(key).orElseThrow();
        ByteArrayOutputStream newer = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(newer)) {
            gzip.write("{\"format\": 99}".getBytes(StandardCharsets.UTF_8));
        }
        new Damage(world.blobs, key, newer.toByteArray()).settle();
        IndexStore index = new MemoryIndexStore();
        List<Trouble> troubles = new ArrayList<>();

        assertThat(new IndexRebuild(world.blobs, index, true).rebuild(world.clock.instant(), troubles::add))
                .isEqualTo(new IndexRebuild.Outcome(1, 0, 1));
        assertThat(troubles)
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("format 99").contains(key));
        assertThat(index.get(RunRecord.key(other))).isPresent();
        new Damage(world.blobs, key, whole).settle();
    }

    @Test
    void check_shouldSaySo_whenWhatWasQuarantinedIsBack() {
        String key = Keys.checkpoint(run, world.run(run).checkpointId());
        byte[] whole = world.blobs.get(key).orElseThrow();
        Damage.some(world.blobs, key).getFirst().settle();
        new Quarantine(world.machine).of(new dev.cairn.core.error.BrokenObjectException(key, "is damaged"));
        assertThat(failed()).containsExactly(key);
        new Damage(world.blobs, key, whole).settle();

        assertThat(troubles())
                .extracting(one -> one.grade() + " " + one.place())
                .containsExactlyInAnyOrder("NOTE " + key, "NOTE " + run.prefix());
    }

    @Test
    void check_shouldTellADeletionThatWasBrokenOff() {
        byte[] left = new byte[10];
        world.keeping.delete(run);
        assertThat(told()).isEmpty();
        world.blobs.putIfAbsent(run.prefix() + "segments/" + "ab".repeat(32) + ".ndjson.gz", left);

        assertThat(told()).extracting(Trouble::grade).containsExactly(Grade.WARN);
    }

    @Test
    void check_shouldTellWhoseObjectsAreAllGone_whateverTheirTenant() {
        RunKey lost = IndexSamples.key("123456789012", "run-1");
        world.index.transact(List.of(new Write.Create(IndexSamples.run(lost, "task"))));

        assertThat(new StoreCheck(new MemoryBlobStore(), world.index).check(ignored -> {}))
                .isEqualTo(2);
        assertThat(troubles())
                .filteredOn(one -> lost.equals(one.run()))
                .extracting(Trouble::grade, Trouble::what)
                .containsExactly(tuple(Grade.FAIL, "is missing, and with it every object of the run"));
    }

    private List<Trouble> told() {
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, world.index).check(troubles::add);
        return troubles;
    }
}
