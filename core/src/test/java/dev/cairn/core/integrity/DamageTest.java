package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Journal;
import dev.cairn.core.checkpoint.JournalEntry;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is done to a stored object, it is named, and nothing is read that was not stored. */
class DamageTest {
    private final World world = new World();

    private CheckpointStore cold(BlobStore blobs) {
        return new CheckpointStore(blobs, world.index, new SegmentCache(0), Formats.RELEASED);
    }

    private List<String> keys(RunKey run, String folder) {
        return world.objects(run).keySet().stream()
                .filter(key -> key.startsWith(run.prefix() + folder))
                .toList();
    }

    private List<Entry> log(BlobStore blobs, RunKey run, CheckpointRecord record) {
        return cold(blobs).load(run, record).log().stream().toList();
    }

    private boolean names(RunKey run, CheckpointRecord record, String key) {
        Manifest manifest = world.machine.checkpoints().manifest(run, record);
        return key.equals(Keys.checkpoint(run, record.checkpointId()))
                || manifest.segments().stream().anyMatch(one -> key.equals(Keys.segment(run, one.hash())));
    }

    private Set<Long> naming(RunKey run, List<CheckpointRecord> all, String key) {
        return all.stream()
                .filter(one -> names(run, one, key))
                .map(CheckpointRecord::seq)
                .collect(Collectors.toSet());
    }

    /** The newest that names nothing damaged; of the last one, which a replay takes anew, neither may its parent. */
    private static Optional<CheckpointRecord> due(List<CheckpointRecord> all, Set<Long> damaged, long from) {
        return all.reversed().stream()
                .filter(one -> one.seq() <= from && !damaged.contains(one.seq()))
                .filter(one -> !one.terminal() || !damaged.contains(one.seq() - 1))
                .findFirst();
    }

    @Test
    void anyDamageToAnyObjectOfACheckpoint_shouldBeNamed_andLeaveTheOthersAsTheyWere() {
        RunKey run = Stories.finished(world);
        List<CheckpointRecord> all = world.checkpoints(run);
        List<String> objects = new ArrayList<>(keys(run, "checkpoints/"));
        objects.addAll(keys(run, "segments/"));
        assertThat(objects).hasSizeGreaterThan(15);
        int tried = 0;
        for (String key : objects) {
            CheckpointRecord naming =
                    all.stream().filter(one -> names(run, one, key)).findFirst().orElseThrow();
            for (Damage damage : Damage.every(world.blobs, key).toList()) {
                assertThatThrownBy(() -> cold(damage).load(run, naming))
                        .isInstanceOfSatisfying(BrokenObjectException.class, e -> {
                            assertThat(e.key()).isEqualTo(key);
                            assertThat(e.checkpoint())
                                    .isEqualTo(naming.checkpointId().value());
                        });
                tried++;
            }
            Set<Long> named = naming(run, all, key);
            for (Damage damage : Damage.some(world.blobs, key)) {
                for (CheckpointRecord record : all) {
                    if (named.contains(record.seq())) {
                        assertThatThrownBy(() -> cold(damage).load(run, record))
                                .isInstanceOf(BrokenObjectException.class)
                                .hasMessageContaining(key);
                    } else {
                        assertThat(log(damage, run, record)).isEqualTo(log(world.blobs, run, record));
                    }
                }
                for (CheckpointRecord from : all) {
                    assertThat(cold(damage).newestIntact(run, from.seq()))
                            .as("from " + from.seq() + " with " + key + " damaged")
                            .isEqualTo(due(all, named, from.seq()));
                }
            }
        }
        assertThat(tried).isGreaterThan(5_000);
    }

    @Test
    void anyDamageToAResponse_shouldBeNamed() {
        RunKey run = Stories.finished(world);
        List<String> keys = keys(run, "journal/responses/");
        assertThat(keys).hasSize(2);
        for (String key : keys) {
            String hash = key.substring(key.lastIndexOf('/') + 1).replace(".json.gz", "");
            Damage.every(world.blobs, key)
                    .forEach(damage -> assertThatThrownBy(() -> new Responses(damage, Formats.RELEASED).get(run, hash))
                            .isInstanceOf(BrokenObjectException.class)
                            .hasMessageContaining(key));
        }
    }

    @Test
    void anyDamageToAJournalEntry_shouldNeverGiveAnotherAnswer() {
        RunKey run = Stories.finished(world);
        for (String key : keys(run, "journal/0")) {
            JournalEntry kept = Journal.parse(
                            Formats.RELEASED, key, world.blobs.get(key).orElseThrow())
                    .orElseThrow();
            Damage.every(world.blobs, key)
                    .map(Damage::bytes)
                    .filter(Objects::nonNull)
                    .map(bytes -> Journal.parse(Formats.RELEASED, key, bytes))
                    .forEach(read -> assertThat(read).isIn(Optional.empty(), Optional.of(kept)));
        }
    }

    @Test
    void aDamagedJournalEntry_shouldGoToQuarantine_andItsCallBeMadeAgain() {
        Stories.script(world);
        world.model.anew(Purpose.PLAN).on(Purpose.PLAN, request -> {
            throw new dev.cairn.core.error.StoreException("the process dies between the two calls");
        });
        RunKey run = new RunKey(World.TENANT, new RunId("run-1"));
        assertThatThrownBy(() -> world.open(PlanReview.NEVER, Limits.DEFAULT, Stories.team()))
                .isInstanceOf(dev.cairn.core.error.StoreException.class);
        String key = keys(run, "journal/0").getFirst();
        Damage.some(world.blobs, key).getFirst().settle();
        world.model.anew(Purpose.PLAN).on(Purpose.PLAN, "the plan");
        world.model.forgetCalls();
        world.executions.die();

        world.resuming.resume(run);
        world.executions.work();

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.model.purposes()).startsWith(Purpose.FACTS, Purpose.PLAN);
        assertThat(keys(run, "quarantine/")).hasSize(1);
        assertThat(world.texts(run, EntryKind.NOTICE)).anyMatch(text -> text.contains(key));
        assertThat(world.run(run).storage().objects())
                .as("what was put aside is not counted")
                .isEqualTo(world.objects(run).size() - 1);
    }

    @Test
    void aBrokenObject_shouldBeMarkedOnce_withItsBytesAsEvidence_andAnEvent() {
        RunKey run = Stories.finished(world);
        CheckpointRecord head = world.checkpoints(run).getLast();
        String key = Keys.checkpoint(run, head.checkpointId());
        Damage damage = Damage.some(world.blobs, key).getFirst();
        damage.settle();
        Quarantine quarantine = new Quarantine(world.machine);
        BrokenObjectException met = met(run, head);

        WayOn way = quarantine.of(met).orElseThrow();
        assertThat(quarantine.of(met)).contains(way);

        CheckpointId before = world.checkpoints(run).get((int) head.seq() - 1).checkpointId();
        assertThat(way).isEqualTo(WayOn.from(before));
        assertThat(world.index.list(run, RecordKind.QUARANTINE, null, false, 10))
                .singleElement()
                .satisfies(mark -> {
                    assertThat(mark.checkpointId()).isEqualTo(head.checkpointId());
                    assertThat(mark.newestIntact()).isEqualTo(before);
                    assertThat(run.prefix() + mark.object()).isEqualTo(key);
                });
        String aside = keys(run, "quarantine/").getFirst();
        assertThat(world.blobs.get(aside))
                .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(damage.bytes()));
        assertThat(world.blobs.get(key)).as("it stays as it was found").isPresent();
        Event last = world.events(run).getLast();
        assertThat(last.type()).isEqualTo(EventType.CHECKPOINT_QUARANTINED);
        assertThat(last.data().path("key").stringValue()).isEqualTo(key);
        assertThat(world.eventTypes(run)).containsOnlyOnce(EventType.CHECKPOINT_QUARANTINED);
    }

    private BrokenObjectException met(RunKey run, CheckpointRecord record) {
        try {
            cold(world.blobs).load(run, record);
        } catch (BrokenObjectException e) {
            return e;
        }
        throw new AssertionError("checkpoint " + record.checkpointId() + " can be read");
    }

    @Test
    void aReplay_shouldGoOnFromTheOneThatIsOffered_whicheverObjectIsBroken() {
        RunKey run = Stories.finished(world);
        List<CheckpointRecord> all = world.checkpoints(run);
        List<String> objects = new ArrayList<>(keys(run, "checkpoints/"));
        objects.addAll(keys(run, "segments/"));
        int offered = 0;
        for (String key : objects) {
            byte[] whole = world.blobs.get(key).orElseThrow();
            Set<Long> damaged = naming(run, all, key);
            Damage.some(world.blobs, key).getFirst().settle();
            World fresh = new World(world.blobs, world.index);
            Stories.script(fresh);
            CheckpointRecord broken = all.stream()
                    .filter(one -> key.contains(one.checkpointId().value()))
                    .findFirst()
                    .orElse(all.getLast());
            Optional<CheckpointRecord> from = cold(world.blobs).newestIntact(run, broken.seq());
            assertThat(from).isEqualTo(due(all, damaged, broken.seq()));
            if (from.isPresent()) {
                offered++;
                RunKey child = fresh.fork(new Fork(
                        run,
                        from.get().checkpointId(),
                        new RunId("fork-" + offered),
                        ReplayMode.FRESH,
                        Edits.NONE,
                        null,
                        false,
                        null));
                assertThat(fresh.run(child).status()).isIn(RunStatus.SUCCEEDED, RunStatus.WAITING);
            }
            new Damage(world.blobs, key, whole).settle();
        }
        assertThat(offered).isGreaterThan(10);
    }

    @Test
    void theRecordedTask_shouldBeOffered_whenNoCheckpointIsLeft() {
        Stories.script(world);
        String task = "Count the stars of every sky. ".repeat(100);
        RunKey run = new RunKey(World.TENANT, new RunId("run-1"));
        world.starting.start(world.opening.open(new NewRun(
                run, task, List.of(), Stories.team(), PlanReview.NEVER, Limits.DEFAULT, Map.of(), 30, null)));
        world.executions.work();
        keys(run, "checkpoints/")
                .forEach(key -> Damage.some(world.blobs, key).getFirst().settle());
        CheckpointRecord head = world.checkpoints(run).getLast();

        assertThat(new Quarantine(world.machine).of(met(run, head))).contains(WayOn.anew(task));

        keys(run, "segments/").forEach(world.blobs::delete);
        assertThat(new Quarantine(world.machine).of(met(run, head)))
                .as("the index has the beginning of it")
                .contains(WayOn.anew(task.substring(0, 500)));
    }

    @Test
    void aDamagedCopyUnderAContentAddress_shouldBeReplaced_whenTheSameIsStoredAgain() {
        RunKey run = Stories.finished(world);
        String key = keys(run, "segments/").getFirst();
        byte[] whole = world.blobs.get(key).orElseThrow();
        RunKey child = new RunKey(World.TENANT, new RunId("fork"));
        String copy = child.prefix() + key.substring(run.prefix().length());
        world.blobs.putIfAbsent(copy, new byte[] {1, 2, 3});

        world.fork(new Fork(
                run,
                world.checkpoints(run).getLast().checkpointId(),
                child.runId(),
                ReplayMode.RECORDED,
                Edits.NONE,
                null,
                false,
                null));

        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.blobs.get(copy)).hasValue(whole);
        assertThat(keys(child, "quarantine/")).hasSize(1);
    }

    @Test
    void aStep_shouldFailByName_andTheRunBeResumable_whenItsObjectIsBack() {
        RunKey run = Stories.waiting(world);
        CheckpointRecord head = world.checkpoints(run).getLast();
        assertThat(head.next()).isEqualTo(StepName.AWAIT_PERSON);
        String key = Keys.checkpoint(run, head.checkpointId());
        byte[] whole = world.blobs.get(key).orElseThrow();
        Damage.some(world.blobs, key).getLast().settle();

        assertThatThrownBy(() -> world.answer(run, dev.cairn.core.request.Response.approve()))
                .isInstanceOf(BrokenObjectException.class)
                .hasMessageContaining(key);
        assertThat(world.run(run).status()).as("nothing was decided").isEqualTo(RunStatus.WAITING);

        world.blobs.putIfAbsent(key, whole);
        world.answer(run, dev.cairn.core.request.Response.approve());
        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    /** For the list of marks to be shown. */
    @Test
    void marks_shouldNameTheCheckpointThatWasRead_whenASegmentIsBroken() {
        RunKey run = Stories.finished(world);
        CheckpointRecord read = world.checkpoints(run).get(4);
        Manifest manifest = world.machine.checkpoints().manifest(run, read);
        String key = Keys.segment(run, manifest.segments().getLast().hash());
        Damage.some(world.blobs, key).getFirst().settle();

        new Quarantine(world.machine).of(met(run, read));

        assertThat(world.index.list(run, RecordKind.QUARANTINE, null, false, 10))
                .extracting(QuarantineRecord::checkpointId)
                .containsExactly(read.checkpointId());
    }
}
