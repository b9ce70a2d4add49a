package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an opening or a fork leaves that dies before the index has its run. */
class UnopenedTest {
    private static final class DyingIndex extends DelegatingIndexStore {
        private boolean dying;

        DyingIndex() {
            super(new MemoryIndexStore());
        }

        @Override
        public boolean transact(List<Write> writes) {
            if (dying) {
                throw new StoreException("dead before the commit");
            }
            return super.transact(writes);
        }
    }

    private final DyingIndex index = new DyingIndex();
    private final World world = new World(new MemoryBlobStore(), index);
    private final RunKey whole = Stories.finished(world);
    private final List<Trouble> troubles = new ArrayList<>();

    /** A fork whose answer, segments and first checkpoint are stored, and that no index knows. */
    private RunKey deadFork() {
        RunKey child = new RunKey(World.TENANT, new RunId("dead-fork"));
        index.dying = true;
        assertThatThrownBy(() -> world.forking.fork(new Fork(
                        whole,
                        world.requests(whole).getFirst().checkpointId(),
                        child.runId(),
                        ReplayMode.RECORDED,
                        Edits.NONE,
                        Response.approve(),
                        false,
                        null)))
                .isInstanceOf(StoreException.class);
        index.dying = false;
        assertThat(world.objects(child).keySet())
                .contains(Keys.checkpoint(child, Keys.first(child)))
                .anyMatch(key -> key.contains("/segments/"))
                .anyMatch(key -> key.contains("/journal/responses/"));
        return child;
    }

    private RunKey deadOpening() {
        RunKey run = new RunKey(World.TENANT, new RunId("dead-opening"));
        NewRun asked = new NewRun(
                run, "Count.", List.of(), World.team(), PlanReview.NEVER, Limits.DEFAULT, Map.of(), 30, null);
        index.dying = true;
        assertThatThrownBy(() -> world.opening.open(asked)).isInstanceOf(StoreException.class);
        index.dying = false;
        assertThat(world.objects(run)).hasSize(2);
        return run;
    }

    private Unopened.Outcome remove(boolean alone) {
        troubles.clear();
        return new Unopened(world.blobs, index, alone).remove(world.clock.instant(), troubles::add);
    }

    private List<Trouble> told() {
        List<Trouble> found = new ArrayList<>();
        new StoreCheck(world.blobs, index).check(found::add);
        return found;
    }

    @Test
    void check_shouldSayThatAnOpeningMayHaveDied_andNotThatSomethingIsLost() {
        RunKey left = deadOpening();

        assertThat(told()).singleElement().satisfies(one -> {
            assertThat(one.grade()).isEqualTo(Grade.WARN);
            assertThat(one.place()).isEqualTo(left.prefix());
            assertThat(one.what()).contains("an opening or a fork left them that died");
            assertThat(one.advice()).contains("cairn doctor --clean").contains("--rebuild-index");
        });
    }

    @Test
    void removal_shouldTakeWhatDeadOpeningsAndForksLeft_onceItIsADayOld() {
        RunKey fork = deadFork();
        RunKey opening = deadOpening();
        Map<String, ?> others = world.objects(whole);
        int objects = world.objects(fork).size() + world.objects(opening).size();
        assertThat(remove(true).openings()).as("they may be asked for again").isZero();
        assertThat(troubles)
                .extracting(one -> one.grade() + " " + one.place())
                .containsExactlyInAnyOrder("NOTE " + fork.prefix(), "NOTE " + opening.prefix());

        world.clock.forward(Unopened.AGE);
        Unopened.Outcome outcome = remove(false);

        assertThat(outcome.openings()).isEqualTo(2);
        assertThat(outcome.storage().objects()).isEqualTo(objects);
        assertThat(troubles).isEmpty();
        assertThat(world.objects(fork)).isEmpty();
        assertThat(world.objects(opening)).isEmpty();
        assertThat(world.objects(whole)).isEqualTo(others);
        assertThat(told()).isEmpty();
    }

    @Test
    void removal_shouldTakeWhatHasNoAge_onlyWhereNobodyElseOpensRuns() {
        RunKey opening = deadOpening();
        world.blobs.delete(Keys.checkpoint(opening, Keys.first(opening)));

        assertThat(remove(false).openings()).isZero();
        assertThat(troubles)
                .singleElement()
                .satisfies(one -> assertThat(one.grade()).isEqualTo(Grade.NOTE));
        assertThat(world.objects(opening)).isNotEmpty();

        assertThat(remove(true).openings()).isEqualTo(1);
        assertThat(world.objects(opening)).isEmpty();
    }

    @Test
    void removal_shouldLeaveEveryRunThatTookAStep_orThatTheIndexNames() {
        RunKey opened = Stories.waiting(world);
        RunKey deleted = Stories.finished(world);
        world.keeping.delete(deleted);
        world.blobs.putIfAbsent(deleted.prefix() + "segments/" + "ab".repeat(32) + ".ndjson.gz", new byte[10]);
        Map<String, ?> steps = world.objects(whole);
        index.transact(List.of(new Write.Remove(RunRecord.key(whole))));
        world.clock.forward(Unopened.AGE.multipliedBy(20));

        assertThat(remove(true).openings()).isZero();

        assertThat(troubles)
                .extracting(one -> one.grade() + " " + one.place())
                .containsExactly("FAIL " + whole.prefix());
        assertThat(world.objects(whole)).isEqualTo(steps);
        assertThat(world.objects(opened)).isNotEmpty();
        assertThat(world.objects(deleted)).isNotEmpty();
    }

    @Test
    void removal_shouldLeaveAFirstCheckpointThatCannotBeRead() {
        RunKey opening = deadOpening();
        String first = Keys.checkpoint(opening, Keys.first(opening));
        Damage.some(world.blobs, first).stream()
                .filter(damage -> damage.bytes() != null)
                .findFirst()
                .orElseThrow()
                .settle();
        world.clock.forward(Unopened.AGE.multipliedBy(2));

        assertThat(remove(true).openings()).isZero();

        assertThat(troubles)
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains(first));
        assertThat(world.objects(opening)).isNotEmpty();
    }
}
