package dev.cairn.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.Storage;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two take one step, and the other one's manifest is there first: it is taken if it is whole. */
class AdoptionTest {
    private static final RunKey RUN = new RunKey(World.TENANT, new RunId("run-1"));

    /** What is wrong with what the other put. */
    enum Theirs {
        WHOLE,
        SEGMENT_DAMAGED,
        SEGMENT_MISSING,
        MANIFEST_DAMAGED
    }

    /** Lets another's objects be there just before ours are put. */
    private static final class Overtaken implements BlobStore {
        private final BlobStore inner = new MemoryBlobStore();
        private final String at;
        private final Map<String, byte[]> theirs;

        Overtaken(String at, Map<String, byte[]> theirs) {
            this.at = at;
            this.theirs = theirs;
        }

        @Override
        public Put putIfAbsent(String key, byte[] bytes) {
            if (key.equals(at)) {
                theirs.forEach(inner::putIfAbsent);
                theirs.clear();
            }
            return inner.putIfAbsent(key, bytes);
        }

        @Override
        public Optional<byte[]> get(String key) {
            return inner.get(key);
        }

        @Override
        public List<Stored> list(String prefix, @Nullable String after, int limit) {
            return inner.list(prefix, after, limit);
        }

        @Override
        public void delete(String key) {
            inner.delete(key);
        }

        @Override
        public boolean deleteIf(String key, byte[] bytes) {
            return inner.deleteIf(key, bytes);
        }
    }

    private static World scripted(World world, String facts) {
        Stories.script(world);
        world.model.anew(Purpose.FACTS).on(Purpose.FACTS, facts);
        return world;
    }

    /** The objects that another attempt at the first step put. */
    private static Map<String, byte[]> theirs(World other, String checkpoint, Theirs state) {
        Map<String, byte[]> objects = new java.util.LinkedHashMap<>();
        Manifest manifest =
                other.machine.checkpoints().manifest(RUN, other.checkpoints(RUN).get(1));
        String segment = Keys.segment(RUN, manifest.segments().getLast().hash());
        for (String key : List.of(segment, checkpoint)) {
            objects.put(key, other.blobs.get(key).orElseThrow());
        }
        switch (state) {
            case WHOLE -> {}
            case SEGMENT_DAMAGED -> objects.put(segment, new byte[] {1, 2, 3});
            case SEGMENT_MISSING -> objects.remove(segment);
            case MANIFEST_DAMAGED -> objects.put(checkpoint, new byte[] {1, 2, 3});
        }
        return objects;
    }

    @ParameterizedTest
    @EnumSource(Theirs.class)
    void put_shouldTakeTheWinnersCheckpoint_whereItIsWhole_andOtherwisePutItAside(Theirs state) {
        World other = scripted(new World(), "their facts");
        other.open(PlanReview.NEVER, Limits.DEFAULT, Stories.team());
        String checkpoint = Keys.checkpoint(RUN, other.checkpoints(RUN).get(1).checkpointId());
        World world = scripted(
                new World(new Overtaken(checkpoint, theirs(other, checkpoint, state)), new MemoryIndexStore()),
                "our facts");

        world.open(PlanReview.NEVER, Limits.DEFAULT, Stories.team());

        assertThat(world.run(RUN).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.texts(RUN, EntryKind.FACTS))
                .containsExactly(state == Theirs.WHOLE ? "their facts" : "our facts");
        assertThat(world.objects(RUN).keySet())
                .filteredOn(key -> key.contains("/quarantine/"))
                .allMatch(key -> key.endsWith(checkpoint.substring(RUN.prefix().length())))
                .hasSize(state == Theirs.WHOLE ? 0 : 1);
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, world.index).check(troubles::add);
        assertThat(troubles).noneMatch(one -> one.grade() != Trouble.Grade.NOTE);
    }

    @Test
    void open_shouldPutAside_whatAnEarlierAttemptLeftBroken() {
        World other = new World();
        open(other, "Count the moons.");
        World world = new World();
        String first = Keys.checkpoint(RUN, Keys.first(RUN));
        world.blobs.putIfAbsent(first, other.blobs.get(first).orElseThrow());

        open(world, "Count the stars.");

        assertThat(world.texts(RUN, EntryKind.TASK)).containsExactly("Count the stars.");
        assertThat(world.objects(RUN).keySet())
                .filteredOn(key -> key.contains("/quarantine/"))
                .hasSize(1);
    }

    private static void open(World world, String task) {
        world.opening.open(
                new NewRun(RUN, task, List.of(), Stories.team(), PlanReview.NEVER, Limits.DEFAULT, Map.of(), 30, null));
    }

    @Test
    void put_shouldLeaveACommittedCheckpointWhereItIs_whateverBecameOfItsSegments() {
        World world = scripted(new World(), "the facts");
        world.open(PlanReview.NEVER, Limits.DEFAULT, Stories.team());
        CheckpointStore store = world.machine.checkpoints();
        Manifest parent = store.manifest(RUN, world.checkpoints(RUN).getFirst());
        Manifest committed = store.manifest(RUN, world.checkpoints(RUN).get(1));
        String segment = Keys.segment(RUN, committed.segments().getLast().hash());
        world.blobs.delete(segment);

        assertThatThrownBy(() -> store.writer().put(RUN, later(committed), parent.segments(), Storage.ZERO))
                .isInstanceOf(BrokenObjectException.class)
                .hasMessageContaining(segment);
        assertThatThrownBy(() -> store.writer().adoptable(RUN, committed.checkpointId(), parent, committed.step()))
                .isInstanceOf(BrokenObjectException.class)
                .hasMessageContaining(segment);

        assertThat(world.blobs.get(Keys.checkpoint(RUN, committed.checkpointId())))
                .isPresent();
        assertThat(world.objects(RUN).keySet()).noneMatch(key -> key.contains("/quarantine/"));
    }

    private static Manifest later(Manifest manifest) {
        return new Manifest(
                manifest.runId(),
                manifest.seq(),
                manifest.checkpointId(),
                manifest.parentId(),
                manifest.at().plus(Duration.ofHours(1)),
                manifest.step(),
                manifest.next(),
                manifest.status(),
                manifest.stopReason(),
                manifest.forkedFrom(),
                manifest.state(),
                manifest.segments(),
                manifest.occurrences(),
                manifest.answered(),
                manifest.opened());
    }
}
