package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the check says that can be done, and what lies there that is no run. */
class AdviceTest {
    private static final RunKey NONE = new RunKey(World.TENANT, new RunId("none"));

    private final World world = new World();

    private List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, world.index).check(troubles::add);
        return troubles;
    }

    private Trouble only() {
        return assertThat(troubles()).singleElement().actual();
    }

    @Test
    void check_shouldNameTheNewestIntactCheckpoint_whicheverIsBroken() {
        RunKey run = Stories.finished(world);
        List<CheckpointRecord> all = world.checkpoints(run);
        for (CheckpointRecord record : all) {
            String key = Keys.checkpoint(run, record.checkpointId());
            byte[] whole = world.blobs.get(key).orElseThrow();
            world.blobs.delete(key);
            Optional<CheckpointRecord> intact =
                    world.machine.checkpoints().newestIntact(run, all.getLast().seq());

            assertThat(troubles())
                    .filteredOn(one -> one.place().equals(key))
                    .singleElement()
                    .satisfies(one -> assertThat(one.advice())
                            .endsWith("cairn replay " + run.runId() + " "
                                    + intact.orElseThrow().checkpointId()));
            world.blobs.putIfAbsent(key, whole);
        }
    }

    @Test
    void check_shouldSayThatNoCheckpointIsIntact_whenNoneIs() {
        RunKey run = Stories.finished(world);
        world.objects(run).keySet().stream()
                .filter(key -> key.contains("/checkpoints/"))
                .forEach(world.blobs::delete);

        assertThat(troubles())
                .filteredOn(one -> one.place().contains("/checkpoints/"))
                .isNotEmpty()
                .allMatch(one -> one.advice().endsWith("no checkpoint of the run is intact"));
    }

    @Test
    void check_shouldCallItNoRun_whenNothingThereIsOurs() {
        world.blobs.putIfAbsent(NONE.prefix() + "x", new byte[1]);

        assertThat(only().grade()).isEqualTo(Grade.WARN);
        assertThat(only().place()).isEqualTo(NONE.prefix());
        assertThat(only().what()).contains("is no run's").endsWith(NONE.prefix() + "x");
        assertThat(cleaning()).isEqualTo(NONE.prefix() + " holds no checkpoint of any run; it was left as it is");
    }

    @Test
    void check_shouldCallItARunsParts_whenItsCheckpointsAreGone() {
        world.blobs.putIfAbsent(NONE.prefix() + "keep.json", new byte[1]);

        assertThat(only().grade()).isEqualTo(Grade.FAIL);
        assertThat(only().what()).contains("parts of a run and none of its checkpoints");
        assertThat(cleaning()).contains("holds no checkpoint of any run");
    }

    private String cleaning() {
        List<String> left = new ArrayList<>();
        new Unopened(world.blobs, world.index, true)
                .remove(world.clock.instant(), one -> left.add(one.place() + " " + one.what()));
        assertThat(world.objects(NONE)).hasSize(1);
        return assertThat(left).singleElement().actual();
    }
}
