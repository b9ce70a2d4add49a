package dev.cairn.core.lifecycle;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** From when a run's time to live counts. */
class ExpiryTest {
    private static final Duration LONG = Duration.ofDays(31);

    private final FailingIndex index = new FailingIndex();
    private final World world = new World(new MemoryBlobStore(), index);
    private final Runs runs = new Runs(world.index, world.clock);

    ExpiryTest() {
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.TURN, "a reply")
                .on(Purpose.ANSWER, "the answer")
                .on(Purpose.PROGRESS_LEDGER, go("coder"), done());
    }

    /** Refuses some transactions as a process that dies before them would. */
    private static final class FailingIndex extends DelegatingIndexStore {
        private Predicate<RunRecord> refused = run -> false;

        FailingIndex() {
            super(new MemoryIndexStore());
        }

        @Override
        public boolean transact(List<Write> writes) {
            for (Write write : writes) {
                if (write instanceof Write.Replace replace
                        && replace.record() instanceof RunRecord run
                        && refused.test(run)) {
                    throw new StoreException("dead before the commit");
                }
            }
            return super.transact(writes);
        }
    }

    private List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, world.index).check(troubles::add);
        return troubles;
    }

    private RunKey keptPastItsTime() {
        RunKey run = world.open(PlanReview.NEVER, Limits.DEFAULT);
        world.keeping.keep(run, true);
        world.clock.forward(LONG);
        return run;
    }

    @Test
    void time_shouldBeginAnew_whenARunIsUnpinnedLongAfterItsEnd() {
        RunKey run = keptPastItsTime();
        Instant now = world.clock.instant();

        RunRecord unpinned = world.keeping.keep(run, false);

        assertThat(unpinned.keep()).isFalse();
        assertThat(unpinned.expiresAt()).isEqualTo(now.plus(Duration.ofDays(30)));
        assertThat(unpinned.due()).isEqualTo(unpinned.expiresAt());
        assertThat(world.run(run)).isEqualTo(unpinned);
        assertThat(world.objects(run)).doesNotContainKey(Keys.keep(run));
        world.clock.forward(Duration.ofDays(29));
        assertThat(world.keeping.keep(run, false)).as("said once more").isEqualTo(unpinned);
        world.keeping.deleteExpired(run);
        assertThat(runs.get(run).record()).isEqualTo(unpinned);
        world.clock.forward(Duration.ofDays(1));
        assertThatThrownBy(() -> runs.get(run)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void check_shouldFindNothing_afterARunWasPinnedAndUnpinned() {
        RunKey run = keptPastItsTime();
        assertThat(troubles()).isEmpty();

        world.keeping.keep(run, false);

        assertThat(troubles()).isEmpty();
    }

    @Test
    void rebuild_shouldLeaveTimeToRead_ofARunThatWasUnpinned() {
        RunKey run = keptPastItsTime();
        world.keeping.keep(run, false);
        world.clock.forward(Duration.ofDays(1));
        MemoryIndexStore again = new MemoryIndexStore();

        new IndexRebuild(world.blobs, again, true).rebuild(world.clock.instant(), trouble -> {});

        assertThat(new Runs(again, world.clock).get(run).record().expiresAt())
                .isEqualTo(world.clock.instant().plus(Duration.ofDays(30)));
        List<Trouble> troubles = new ArrayList<>();
        new StoreCheck(world.blobs, again).check(troubles::add);
        assertThat(troubles).isEmpty();
    }

    @Test
    void cancel_shouldCountFromItsCommit_whenItAdoptsWhatOneLongAgoLeft() {
        RunKey run = world.open(PlanReview.ALWAYS, Limits.DEFAULT);
        index.refused = one -> one.status() == RunStatus.CANCELLED;
        assertThatThrownBy(() -> world.cancelling.cancel(run)).isInstanceOf(StoreException.class);
        index.refused = one -> false;
        world.clock.forward(LONG);

        RunRecord cancelled = world.cancelling.cancel(run);

        assertThat(world.checkpoints(run).getLast().at())
                .as("adopted")
                .isEqualTo(world.clock.instant().minus(LONG));
        assertThat(cancelled.updatedAt()).isEqualTo(world.clock.instant());
        assertThat(runs.get(run).record()).isEqualTo(cancelled);
        assertThat(cancelled.due()).isEqualTo(world.clock.instant().plus(Duration.ofDays(30)));
        assertThat(troubles()).isEmpty();
    }

    @Test
    void end_shouldCountFromTheResume_whenTheLastStepAdoptsWhatOneLongAgoLeft() {
        index.refused = one -> one.status() == RunStatus.SUCCEEDED;
        assertThatThrownBy(() -> world.open(PlanReview.NEVER, Limits.DEFAULT)).isInstanceOf(StoreException.class);
        index.refused = one -> false;
        RunKey run = new RunKey(World.TENANT, new RunId("run-1"));
        world.executions.die();
        world.clock.forward(LONG);

        world.resuming.resume(run);
        world.executions.work();

        assertThat(world.checkpoints(run).getLast().at())
                .as("adopted")
                .isEqualTo(world.clock.instant().minus(LONG));
        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.run(run).updatedAt()).isEqualTo(world.clock.instant());
        assertThat(troubles()).isEmpty();
    }
}
