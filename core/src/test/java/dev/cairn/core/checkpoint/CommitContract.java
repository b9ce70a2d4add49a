package dev.cairn.core.checkpoint;

import static dev.cairn.core.world.ScriptedModel.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.lifecycle.Failing;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.step.Heads;
import dev.cairn.core.step.Machine;
import dev.cairn.core.step.StepRunner;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes whose outcome the index does not tell, and what happens between one and its reading back. Who has stores extends
 * this and says how to make a pair that holds nothing.
 */
public abstract class CommitContract {
    /** Does the next write and then says that it does not know. */
    private static final class Silent extends DelegatingIndexStore {
        private Runnable between = () -> {};
        private boolean armed;

        Silent(IndexStore inner) {
            super(inner);
        }

        void forgetNext(Runnable meanwhile) {
            armed = true;
            between = meanwhile;
        }

        @Override
        public boolean transact(List<Write> writes) {
            boolean done = super.transact(writes);
            if (armed) {
                armed = false;
                between.run();
                throw new StoreException("time-out, outcome unknown");
            }
            return done;
        }
    }

    private final Silent index;
    private final World world;
    private final RunKey run = new RunKey(World.TENANT, new RunId("r"));

    protected CommitContract(BlobStore blobs, IndexStore records) {
        index = new Silent(records);
        world = new World(blobs, index);
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.PROGRESS_LEDGER, done())
                .on(Purpose.ANSWER, "the answer");
    }

    private RunRecord open(PlanReview review) {
        return world.opening.open(
                new NewRun(run, "Count.", List.of(), World.team(), review, Limits.DEFAULT, Map.of(), 30, null));
    }

    @Test
    void anExecution_shouldEnd_whenItsRunWasTakenFromItBeforeItReadItsCommitBack() {
        Pointer pointer = new Heads(world.machine).pointer(open(PlanReview.NEVER), 0);
        index.forgetNext(() -> new Failing(world.machine).died(run, 1, "its process is gone"));

        Pointer after = world.steps.take(StepName.PLAN, pointer, () -> false);

        assertThat(after.next()).isEqualTo(StepName.CLOSE);
        assertThat(world.run(run).status()).isEqualTo(RunStatus.FAILED);
        assertThat(world.run(run).epoch()).isEqualTo(2);
    }

    @Test
    void aStep_shouldTellThoseWhoWatch_whenItReadsItsCommitBack() {
        Pointer pointer = new Heads(world.machine).pointer(open(PlanReview.NEVER), 0);
        List<EventType> told = new ArrayList<>();
        EventSink watcher = new EventSink() {
            @Override
            public void delta(RunKey of, long seq, String author, String text) {}

            @Override
            public void committed(RunKey of, List<Event> events) {
                events.forEach(event -> told.add(event.type()));
            }

            @Override
            public void lost(RunKey of, String what, RuntimeException cause) {
                throw cause;
            }
        };
        Machine watched = Machine.over(
                world.blobs,
                index,
                world.model,
                world.machine.tools(),
                world.clock,
                world.ids,
                watcher,
                world.machine.requestTtl());
        index.forgetNext(() -> {});

        new StepRunner(watched).take(StepName.PLAN, pointer, () -> false);

        assertThat(told).containsOnlyOnce(EventType.PLAN_CREATED, EventType.CHECKPOINT_CREATED);
    }

    @Test
    void opening_shouldReadBack_whenTheOutcomeIsUnknown() {
        index.forgetNext(() -> {});

        assertThat(open(PlanReview.NEVER)).isEqualTo(world.run(run));
    }

    @Test
    void aResponse_shouldBeReadBack_whenTheOutcomeIsUnknown() {
        world.starting.start(open(PlanReview.ALWAYS));
        world.executions.work();
        index.forgetNext(() -> {});

        world.answer(run, Response.approve());

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void cancelling_shouldReadBack_andStopTheExecution_whenTheOutcomeIsUnknown() {
        world.starting.start(open(PlanReview.ALWAYS));
        world.executions.work();
        index.forgetNext(() -> {});

        world.cancelling.cancel(run);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(world.executions.lives(run, 1)).isFalse();
    }

    @Test
    void resuming_shouldReadBack_whenTheOutcomeIsUnknown() {
        world.starting.start(open(PlanReview.NEVER));
        world.executions.die();
        index.forgetNext(() -> {});

        world.resuming.resume(run);
        world.executions.work();

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.run(run).epoch()).isEqualTo(2);
    }

    @Test
    void cancellingAgain_shouldStopAnExecution_thatTheFirstTimeDidNotComeSoFarAsToStop() {
        world.starting.start(open(PlanReview.ALWAYS));
        world.executions.work();
        world.cancelling.cancel(run);
        world.executions.revive(run, 1);

        world.cancelling.cancel(run);

        assertThat(world.executions.lives(run, 1)).isFalse();
    }

    @Test
    void aFailedRun_shouldWaitForNobody_whenItsExecutionIsRedriven() {
        world.starting.start(open(PlanReview.ALWAYS));
        world.executions.work();
        Pointer waiting = new Heads(world.machine).pointer(world.run(run), 3);
        new Failing(world.machine).fail(waiting, "the wait could not be kept");

        Pointer redriven = world.steps.take(StepName.SETTLE, waiting, () -> false);

        assertThat(redriven.next()).isEqualTo(StepName.CLOSE);
        assertThat(world.run(run).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void aHandOver_shouldBeDueForTheReconciler_untilItsExecutionHasBegun() {
        RunRecord opened = world.starting.start(open(PlanReview.NEVER));
        Pointer full = new Heads(world.machine).pointer(opened, Heads.STEPS_PER_EXECUTION);
        world.executions.refuseStarts(true);

        try {
            new dev.cairn.core.lifecycle.HandingOver(world.starting).handOver(full);
        } catch (StoreException refused) {
            assertThat(world.run(run).started()).isFalse();
        }

        assertThat(index.due(world.clock.instant(), 10)).containsExactly(run);
    }
}
