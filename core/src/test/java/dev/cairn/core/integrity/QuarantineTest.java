package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.Write;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.core.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a meeting with a broken object costs, in a run of many checkpoints. */
class QuarantineTest {
    private static final int ROUNDS = 150;

    private final CountedBlobs blobs = new CountedBlobs();
    private final World world = new World(blobs, new MemoryIndexStore());
    private final Quarantine quarantine = new Quarantine(world.machine);

    /** Counts the reads of manifests; one key may be out of reach, and it may take nothing more. */
    private static final class CountedBlobs implements BlobStore {
        private final BlobStore store = new MemoryBlobStore();
        private int manifests;
        private @Nullable String outOfReach;
        private boolean full;

        @Override
        public Put putIfAbsent(String key, byte[] bytes) {
            if (full) {
                throw new StoreException("The store is full.");
            }
            return store.putIfAbsent(key, bytes);
        }

        @Override
        public Optional<byte[]> get(String key) {
            if (key.equals(outOfReach)) {
                throw new StoreException("The store does not answer.");
            }
            manifests += key.contains("/checkpoints/") ? 1 : 0;
            return store.get(key);
        }

        @Override
        public List<Stored> list(String prefix, @Nullable String after, int limit) {
            return store.list(prefix, after, limit);
        }

        @Override
        public void delete(String key) {
            store.delete(key);
        }

        @Override
        public boolean deleteIf(String key, byte[] bytes) {
            return store.deleteIf(key, bytes);
        }
    }

    private RunKey run() {
        world.model.on(Purpose.FACTS, "the facts").on(Purpose.PLAN, "the plan");
        for (int i = 0; i < ROUNDS; i++) {
            world.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"));
        }
        world.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.done());
        world.model.on(Purpose.TURN, "a turn").on(Purpose.ANSWER, "the answer");
        RunKey run = world.open(PlanReview.NEVER, new Limits(ROUNDS + 1, 3, 1, null, null, false));
        assertThat(world.checkpoints(run)).hasSizeGreaterThan(2 * ROUNDS);
        return run;
    }

    private String key(RunKey run, CheckpointRecord record) {
        return Keys.checkpoint(run, record.checkpointId());
    }

    private BrokenObjectException met(RunKey run, CheckpointRecord record) {
        return new BrokenObjectException(key(run, record), "is missing")
                .reading(record.checkpointId().value());
    }

    @Test
    void theOffer_shouldBeLookedForWithinBounds_andThenBeTakenFromTheMark() {
        RunKey run = run();
        List<CheckpointRecord> all = world.checkpoints(run);
        all.subList(all.size() - 100, all.size()).forEach(one -> blobs.delete(key(run, one)));
        BrokenObjectException met = met(run, all.getLast());

        WayOn way = quarantine.of(met).orElseThrow();
        assertThat(way.newestIntact()).isEqualTo(all.get(all.size() - 101).checkpointId());
        blobs.manifests = 0;
        assertThat(quarantine.of(met)).contains(way);
        assertThat(blobs.manifests)
                .as("the mark says it; it is looked at whether that still holds")
                .isBetween(1, 3);

        blobs.delete(key(run, all.get(all.size() - 101)));
        assertThat(quarantine.of(met).orElseThrow().newestIntact())
                .as("what is not intact is not offered")
                .isNotEqualTo(way.newestIntact());
    }

    @Test
    void aDeletedRun_shouldHaveNoWayOn_andNothingPutAside() {
        RunKey run = run();
        BrokenObjectException met = met(run, world.checkpoints(run).getLast());
        world.keeping.delete(run);

        assertThat(quarantine.of(met)).isEmpty();
        assertThat(blobs.list(run.prefix(), null, 10)).isEmpty();
    }

    @Test
    void theSearch_shouldEnd_whenNoneOfTheNewestIsIntact() {
        RunKey run = run();
        List<CheckpointRecord> all = world.checkpoints(run);
        all.subList(all.size() - 250, all.size()).forEach(one -> blobs.delete(key(run, one)));
        BrokenObjectException met = met(run, all.getLast());
        blobs.manifests = 0;

        assertThat(quarantine.of(met).orElseThrow().newestIntact()).isNull();
        assertThat(blobs.manifests).isBetween(150, 210);
        blobs.manifests = 0;
        quarantine.of(met);
        assertThat(blobs.manifests)
                .as("it is not searched anew at every meeting")
                .isLessThan(5);
    }

    @Test
    void theMarkAndTheEvent_shouldStand_whenTheSearchFails() {
        RunKey run = run();
        List<CheckpointRecord> all = world.checkpoints(run);
        blobs.delete(key(run, all.getLast()));
        blobs.outOfReach = key(run, all.get(all.size() - 2));

        assertThatThrownBy(() -> quarantine.of(met(run, all.getLast()))).isInstanceOf(StoreException.class);

        assertThat(world.index.list(run, RecordKind.QUARANTINE, null, false, 10))
                .hasSize(1);
        assertThat(world.eventTypes(run)).endsWith(EventType.CHECKPOINT_QUARANTINED);
    }

    @Test
    void theMarkTheEventAndTheOffer_shouldStand_whenNoCopyCanBeKept() {
        RunKey run = run();
        List<CheckpointRecord> all = world.checkpoints(run);
        String damaged = key(run, all.getLast());
        blobs.delete(damaged);
        blobs.putIfAbsent(damaged, new byte[] {1});
        blobs.full = true;

        assertThatThrownBy(() -> quarantine.of(met(run, all.getLast()))).hasMessage("The store is full.");

        assertThat(world.index.list(run, RecordKind.QUARANTINE, null, false, 10))
                .hasSize(1);
        assertThat(world.eventTypes(run)).endsWith(EventType.CHECKPOINT_QUARANTINED);
        assertThat(quarantine.wayOn(met(run, all.getLast())))
                .isEqualTo(WayOn.from(all.get(all.size() - 2).checkpointId()));
    }

    @Test
    void anObject_shouldStillBeMarked_whenAThousandWereBefore() {
        RunKey run = run();
        CheckpointRecord last = world.checkpoints(run).getLast();
        for (int n = 0; n < 1_010; n++) {
            QuarantineRecord mark = new QuarantineRecord(
                    run.tenant(), run.runId(), "segments/" + n, null, "is missing", last.at(), null);
            EventsRecord events = new EventsRecord(
                    run.tenant(),
                    run.runId(),
                    EventsRecord.ofQuarantine(last.seq(), world.run(run).epoch(), n),
                    last.seq(),
                    null,
                    last.at(),
                    List.of(Occurrence.of(EventType.CHECKPOINT_QUARANTINED, Map.of())));
            world.index.transact(List.of(new Write.Create(mark), new Write.Create(events)));
        }
        blobs.delete(key(run, last));

        quarantine.of(met(run, last));

        assertThat(world.index.get(QuarantineRecord.key(
                        run, key(run, last).substring(run.prefix().length()))))
                .isPresent();
    }
}
