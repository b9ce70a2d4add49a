package dev.cairn.core.lifecycle;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Heads;
import dev.cairn.core.step.StepRunner;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Opened, cancelled, resumed, handed over, kept and deleted. */
class LifeCycleTest {
    private final World world = new World();

    LifeCycleTest() {
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.TURN, "a reply")
                .on(Purpose.ANSWER, "the answer");
    }

    private RunKey finished() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), done());
        return world.open(PlanReview.NEVER, Limits.DEFAULT);
    }

    private RunKey waiting() {
        return world.open(PlanReview.ALWAYS, Limits.DEFAULT);
    }

    private static NewRun spec(String task, @Nullable String bodyHash) {
        return new NewRun(
                new RunKey(World.TENANT, new RunId("same")),
                task,
                List.of(),
                World.team(),
                PlanReview.NEVER,
                Limits.DEFAULT,
                Map.of(),
                30,
                bodyHash);
    }

    @Test
    void openingTwiceWithOneKey_shouldGiveOneRun() {
        RunRecord first = world.opening.open(spec("Count.", "hash"));
        RunRecord second = world.opening.open(spec("Count.", "hash"));

        assertThat(second).isEqualTo(first);
        assertThatThrownBy(() -> world.opening.open(spec("Count more.", "other")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Idempotency-Key");
    }

    @Test
    void badTasks_shouldBeRefused_namingTheField() {
        assertThatThrownBy(() -> spec("  ", null))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("task: must not be empty");
        assertThatThrownBy(() -> spec("é".repeat(32 * 1024 + 1), null)).hasMessageContaining("65536 bytes");
    }

    @Test
    void cancelling_shouldEndTheRun_andItsRequest() {
        RunKey run = waiting();

        world.cancelling.cancel(run);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(world.requests(run).getFirst().status()).isEqualTo(RequestStatus.CANCELLED);
        assertThat(world.checkpoints(run).getLast().terminal()).isTrue();
        assertThat(world.cancelling.cancel(run).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void anEndedRun_shouldNotBeCancelledOrResumed() {
        RunKey run = finished();

        assertThatThrownBy(() -> world.cancelling.cancel(run)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> world.resuming.resume(run))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("cairn replay");
    }

    @Test
    void aRunThatIsWorkedOn_shouldNotBeResumed() {
        RunKey run = waiting();

        assertThatThrownBy(() -> world.resuming.resume(run)).isInstanceOf(ConflictException.class);
    }

    @Test
    void resuming_shouldKeepTheRunWaiting_whileItsRequestIsPending() {
        RunKey run = waiting();
        world.executions.die();

        world.resuming.resume(run);
        world.executions.work();

        assertThat(world.run(run).status()).isEqualTo(RunStatus.WAITING);
        assertThat(world.run(run).epoch()).isEqualTo(2);
    }

    @Test
    void resuming_shouldStartTheExecutionThatIsDue_whenNobodyHasStartedItYet() {
        RunKey run = world.opening.open(spec("Count.", null)).run();

        world.resuming.resume(run);

        assertThat(world.run(run).epoch()).isEqualTo(1);
        assertThat(world.run(run).started()).isTrue();
        assertThatThrownBy(() -> world.resuming.resume(run)).isInstanceOf(ConflictException.class);
    }

    @Test
    void deletion_shouldBeRefusedWhileTheRunWorks_andThenLeaveNothingButATombstone() {
        RunKey run = waiting();
        assertThatThrownBy(() -> world.keeping.delete(run)).isInstanceOf(ConflictException.class);
        world.cancelling.cancel(run);

        world.keeping.delete(run);

        assertThat(world.objects(run)).isEmpty();
        assertThat(world.checkpoints(run)).isEmpty();
        assertThat(world.run(run).deleted()).isTrue();
        assertThatThrownBy(() -> world.keeping.delete(run)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aStepThatFinishesAfterTheDeletion_shouldCommitNothing_andItsObjectsGoWithTheNextLook() {
        world.model.on(Purpose.PROGRESS_LEDGER, request -> {
            RunKey run = new RunKey(World.TENANT, new RunId("run-1"));
            world.cancelling.cancel(run);
            world.keeping.delete(run);
            return dev.cairn.core.port.ModelResponse.text(go("coder"));
        });

        RunKey run = world.open(PlanReview.NEVER, Limits.DEFAULT);

        assertThat(world.run(run).deleted()).isTrue();
        assertThat(world.checkpoints(run)).isEmpty();
        assertThat(world.events(run)).isEmpty();
        assertThat(world.objects(run)).as("the late step's").isNotEmpty();
        world.clock.forward(Duration.ofHours(1));
        assertThat(world.index.due(world.clock.instant(), 10)).containsExactly(run);
        world.keeping.deleteExpired(run);
        assertThat(world.objects(run)).isEmpty();
        assertThat(world.run(run).due()).isEqualTo(world.run(run).updatedAt().plus(Keeping.AUDIT_KEPT));
    }

    @Test
    void deletion_shouldLeaveTheForksWhatIsTheirs() {
        RunKey parent = finished();
        RunKey child = world.fork(new dev.cairn.core.replay.Fork(
                parent,
                world.checkpoints(parent).get(2).checkpointId(),
                new RunId("child"),
                dev.cairn.core.replay.ReplayMode.RECORDED,
                dev.cairn.core.replay.Edits.NONE,
                null,
                false,
                null));
        var before = world.objects(child);

        world.keeping.delete(parent);

        assertThat(world.objects(child)).isEqualTo(before);
        CheckpointStore cold = new CheckpointStore(world.blobs, world.index, new SegmentCache(0), Formats.RELEASED);
        assertThat(cold.load(child, cold.head(world.run(child))).log().stream()).isNotEmpty();
        RunKey grandchild = world.fork(new dev.cairn.core.replay.Fork(
                child,
                world.checkpoints(child).getFirst().checkpointId(),
                new RunId("grandchild"),
                dev.cairn.core.replay.ReplayMode.RECORDED,
                dev.cairn.core.replay.Edits.NONE,
                null,
                false,
                null));
        assertThat(world.run(grandchild).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aRunPastItsTime_shouldNotBeFound_unlessItIsKept() {
        RunKey run = finished();
        RunKey kept = finished();
        world.keeping.keep(kept, true);
        world.clock.forward(Duration.ofDays(31));
        Runs runs = new Runs(world.index, world.clock);

        assertThatThrownBy(() -> runs.get(run)).isInstanceOf(NotFoundException.class);
        assertThat(runs.get(kept).record().keep()).isTrue();
    }

    @Test
    void aRunOfAnotherTenant_shouldNotBeFound() {
        RunKey run = finished();

        assertThatThrownBy(() -> new Runs(world.index, world.clock).get(new RunKey(new TenantId("other"), run.runId())))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void handingOver_shouldStartOneExecutionOfTheNextEpoch() {
        RunKey run = waiting();
        Pointer pointer = new Heads(world.machine).pointer(world.run(run), Heads.STEPS_PER_EXECUTION);
        assertThat(pointer.next()).isEqualTo(StepName.HANDOVER);
        HandingOver handingOver = new HandingOver(world.starting);

        handingOver.handOver(pointer);
        handingOver.handOver(pointer);

        assertThat(world.run(run).epoch()).isEqualTo(2);
        assertThat(world.executions.lives(run, 2)).isTrue();
        assertThat(world.run(run).status()).isEqualTo(RunStatus.WAITING);
    }

    @Test
    void pointers_shouldBeSmall() {
        RunKey run = waiting();

        byte[] bytes = Json.bytes(new Heads(world.machine).pointer(world.run(run), 999));

        assertThat(bytes.length).isLessThan(400);
    }

    @Test
    void aDamagedObject_shouldBeNamed_andTheNewestIntactCheckpointOffered() {
        RunKey run = finished();
        CheckpointStore cold = new CheckpointStore(
                world.blobs, world.index, new SegmentCache(100), dev.cairn.core.format.Formats.RELEASED);
        var head = cold.head(world.run(run));
        var segments = cold.manifest(run, head).segments();
        String key = Keys.segment(run, segments.getLast().hash());
        byte[] bytes = world.blobs.get(key).orElseThrow();
        bytes[bytes.length / 2] ^= 1;
        world.blobs.delete(key);
        world.blobs.putIfAbsent(key, bytes);

        assertThatThrownBy(() -> cold.load(run, head))
                .isInstanceOf(BrokenObjectException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("damaged")
                // A resume goes on from the head, whatever is broken there.
                .hasMessageContaining("Replay from the newest intact checkpoint, or put the object back from a backup"
                        + " and resume.");
        assertThat(cold.newestIntact(run, head.seq()).orElseThrow().seq()).isEqualTo(head.seq() - 1);

        world.blobs.delete(key);
        assertThatThrownBy(() -> cold.load(run, head))
                .isInstanceOf(BrokenObjectException.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void whatAnAttemptLeftBroken_shouldBeQuarantined_andTheStepDoneAnew() {
        World second = new World(new MemoryBlobStore(), world.index);
        RunKey run = new RunKey(World.TENANT, new RunId("run-1"));
        RunRecord opened = world.opening.open(new NewRun(
                run, "Count.", List.of(), World.team(), PlanReview.NEVER, Limits.DEFAULT, Map.of(), 30, null));
        String key = Keys.checkpoint(run, Keys.next(run, opened.checkpointId(), 1, StepName.PLAN, ""));
        world.blobs.putIfAbsent(key, new byte[] {1, 2, 3});
        world.model.on(Purpose.PROGRESS_LEDGER, done());

        world.starting.start(opened);
        world.executions.work();

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.blobs.list(run.prefix() + "quarantine/", null, 10)).hasSize(1);
        assertThat(second.blobs.list("", null, 10)).isEmpty();
    }

    @Test
    void aTurnShortOfTime_shouldCommitWhatItHas_andGoOn() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), done());
        StepRunner steps = new StepRunner(world.machine);
        RunRecord run = world.opening.open(spec("Count.", null));
        Pointer pointer = new Heads(world.machine).pointer(run, 0);
        int taken = 0;
        while (pointer.next() != StepName.CLOSE) {
            pointer = steps.take(pointer.next(), pointer, () -> true);
            assertThat(++taken).isLessThan(20);
        }
        assertThat(world.run(run.run()).status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
