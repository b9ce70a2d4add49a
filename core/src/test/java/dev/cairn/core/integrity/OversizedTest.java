package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An object that is larger than any of ours is broken, and costs nobody its bytes. */
class OversizedTest {
    private static final String WORDS = "is larger than anything Cairn stores (" + Oversized.BYTES + " bytes; at most ";

    private final World world = new World();
    private final RunKey run = Stories.finished(world);

    private List<Trouble> troubles(BlobStore blobs) {
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(blobs, world.index).check(troubles::add);
        return troubles;
    }

    @Test
    void check_shouldNameIt_andGoOn_whicheverObjectItIs() {
        RunKey other = Stories.finished(world);
        String broken =
                Keys.checkpoint(other, world.checkpoints(other).getLast().checkpointId());
        world.blobs.delete(broken);
        for (String key : world.objects(run).keySet()) {
            boolean journal = key.contains("/journal/0");

            assertThat(troubles(new Oversized(world.blobs, key)))
                    .filteredOn(one -> one.grade() != Grade.NOTE)
                    .as(key)
                    .anyMatch(one -> one.place().equals(broken))
                    .filteredOn(one -> one.place().equals(key))
                    .singleElement()
                    .matches(one -> one.what().startsWith(WORDS))
                    .matches(one -> one.grade() == (journal ? Grade.WARN : Grade.FAIL));
        }
    }

    @Test
    void check_shouldSayWhatToDo_whenNoCheckpointNamesIt() {
        String key = run.prefix() + "segments/" + "0".repeat(64) + ".ndjson.gz";
        world.blobs.putIfAbsent(key, "left".getBytes(StandardCharsets.UTF_8));

        assertThat(troubles(new Oversized(world.blobs, key)))
                .filteredOn(one -> one.place().equals(key))
                .singleElement()
                .matches(one -> one.what().endsWith("and no checkpoint names it"))
                .matches(one -> one.advice().endsWith("cairn resume " + run.runId()));
    }

    @Test
    void quarantine_shouldMarkIt_andCopyNothing() {
        CheckpointRecord head = world.checkpoints(run).getLast();
        String key = Keys.checkpoint(run, head.checkpointId());
        World grown = new World(new Oversized(world.blobs, key), world.index);
        int before = world.objects(run).size();

        assertThatExceptionOfType(BrokenObjectException.class)
                .isThrownBy(() -> grown.machine.checkpoints().load(run, head))
                .withMessageContaining(WORDS)
                .satisfies(met -> assertThat(new Quarantine(grown.machine)
                                .of(met)
                                .orElseThrow()
                                .newestIntact())
                        .isEqualTo(
                                world.checkpoints(run).get((int) head.seq() - 1).checkpointId()));

        assertThat(world.objects(run)).hasSize(before);
        assertThat(world.eventTypes(run)).endsWith(EventType.CHECKPOINT_QUARANTINED);
        assertThat(world.index.list(run, RecordKind.QUARANTINE, null, false, 10))
                .singleElement()
                .matches(mark -> mark.what().startsWith(WORDS));
    }

    @Test
    void recordedTask_shouldBeTheBeginningThatTheIndexKeeps_whenItsSegmentIsTooLarge() {
        for (String key : world.objects(run).keySet()) {
            assertThat(new RecordedTask(
                                    new Oversized(world.blobs, key),
                                    world.machine.checkpoints().formats())
                            .of(world.run(run)))
                    .isEqualTo(world.run(run).task());
        }
    }

    @Test
    void rebuild_shouldNameIt_andGoOnToTheOtherRuns() {
        RunKey other = Stories.finished(world);
        String key = Keys.checkpoint(run, Keys.first(run));
        List<Trouble> troubles = new ArrayList<>();

        IndexRebuild.Outcome outcome = new IndexRebuild(new Oversized(world.blobs, key), new MemoryIndexStore(), true)
                .rebuild(world.clock.instant(), troubles::add);

        assertThat(outcome).isEqualTo(new IndexRebuild.Outcome(1, 0, 1));
        assertThat(troubles)
                .anyMatch(one -> one.place().equals(key) && one.what().startsWith(WORDS));
        assertThat(other).isNotEqualTo(run);
    }
}
