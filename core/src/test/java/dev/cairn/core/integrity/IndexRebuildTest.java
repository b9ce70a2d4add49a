package dev.cairn.core.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.StoredResponse;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Heads;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index is lost; what the objects say of it is what it said. */
class IndexRebuildTest {
    private final World world = new World();
    private final List<Trouble> troubles = new ArrayList<>();

    private IndexStore rebuilt() {
        IndexStore empty = new MemoryIndexStore();
        new IndexRebuild(world.blobs, empty, true).rebuild(world.clock.instant(), troubles::add);
        return empty;
    }

    private static RunRecord run(IndexStore index, RunKey run) {
        return index.get(RunRecord.key(run)).orElseThrow().record();
    }

    private static <T extends IndexRecord> List<T> list(IndexStore index, RunKey run, RecordKind<T> kind) {
        return index.list(run, kind, null, false, 1000);
    }

    /** All of it but the epoch, which no object knows. */
    private void assertEqual(RunKey run, IndexStore index) {
        RunRecord before = world.run(run);
        RunRecord after = run(index, run);
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(after.toBuilder().epoch(before.epoch()).build()).isEqualTo(before);
        assertThat(list(index, run, RecordKind.CHECKPOINT)).isEqualTo(list(world.index, run, RecordKind.CHECKPOINT));
        assertThat(list(index, run, RecordKind.EVENTS)).isEqualTo(list(world.index, run, RecordKind.EVENTS));
        assertThat(list(index, run, RecordKind.REQUEST)).isEqualTo(list(world.index, run, RecordKind.REQUEST));
    }

    private RunKey fork(RunKey parent, long seq, ReplayMode mode, @Nullable Response response) {
        CheckpointId from = world.checkpoints(parent).get((int) seq).checkpointId();
        return world.fork(new Fork(
                parent, from, new RunId("fork-" + seq + mode), mode, Edits.NONE, response, false, "body of " + seq));
    }

    @Test
    void rebuild_shouldGiveTheIndexThatWasLost() {
        Stories.script(world);
        RunKey opened = new RunKey(World.TENANT, new RunId("with-labels"));
        world.starting.start(world.opening.open(new NewRun(
                opened,
                "A task of more than five hundred characters. ".repeat(20),
                List.of(),
                Stories.team(),
                PlanReview.NEVER,
                Limits.DEFAULT,
                Map.of("team", "blue"),
                7,
                "hash of the body")));
        world.executions.work();
        RunKey finished = Stories.finished(world);
        RunKey waiting = world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team());
        RunKey cancelled = world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team());
        world.cancelling.cancel(cancelled);
        RunKey rejected = world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team());
        world.answer(rejected, new Response(DecisionKind.REJECT, "No.", null, null, null));
        world.keeping.keep(finished, true);
        List<RunKey> all = new ArrayList<>(List.of(opened, finished, waiting, cancelled, rejected));
        for (long seq = 0; seq < world.checkpoints(finished).size(); seq++) {
            all.add(fork(finished, seq, ReplayMode.RECORDED, null));
            all.add(fork(finished, seq, ReplayMode.FRESH, null));
        }

        IndexStore index = rebuilt();

        assertThat(troubles).isEmpty();
        all.forEach(run -> assertEqual(run, index));
        assertThat(index.runs(World.TENANT, null, 1000))
                .satisfies(page -> assertThat(page.items())
                        .extracting(RunRecord::runId)
                        .isEqualTo(world.index.runs(World.TENANT, null, 1000).items().stream()
                                .map(RunRecord::runId)
                                .toList()));
        assertThat(new StoreCheck(world.blobs, index).check(troubles::add)).isEqualTo(all.size());
        assertThat(troubles).isEmpty();
    }

    @Test
    void rebuild_shouldTellAnExpiryFromAnAnswer() {
        RunKey run = Stories.waiting(world);
        world.clock.forward(Duration.ofDays(8));
        world.executions.timeOutWaits();
        world.executions.work();
        assertThat(world.run(run).status()).isEqualTo(RunStatus.STOPPED);

        assertEqual(run, rebuilt());
    }

    @Test
    void rebuild_shouldKeepADecisionThatNobodySettledYet() {
        RunKey run = Stories.waiting(world);
        world.executions.die();
        world.responding.respond(
                run, world.requests(run).getFirst().request().requestId(), Response.approve(), null, "ada");
        RequestRecord answered = world.requests(run).getFirst();
        assertThat(answered.status()).isEqualTo(RequestStatus.ANSWERED);

        IndexStore index = rebuilt();

        assertThat(list(index, run, RecordKind.REQUEST)).containsExactly(answered);
        assertThat(run(index, run).status()).isEqualTo(RunStatus.FAILED);
        assertThat(run(index, run).error()).contains("cairn resume " + run.runId());
        World after = new World(world.blobs, index);
        Stories.script(after);
        after.clock.forward(Duration.ofDays(1));
        after.resuming.resume(run);
        after.executions.work();
        assertThat(after.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private void left(RunKey run, String by) {
        world.machine
                .responses()
                .put(
                        run,
                        new StoredResponse(
                                world.requests(run).getFirst().request().requestId(),
                                Response.approve(),
                                world.clock.instant(),
                                by));
    }

    private World dyingAt(int transaction) {
        return new World(world.blobs, new DiesAt(world.index, transaction));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void rebuild_shouldTakeNoAnswer_thatWasPutAndNeverRecorded_whereACancelSettledTheRequest(int answers) {
        RunKey run = Stories.waiting(world);
        for (int n = 0; n < answers; n++) {
            left(run, "person " + n);
        }
        world.cancelling.cancel(run);
        assertThat(world.requests(run).getFirst().status()).isEqualTo(RequestStatus.CANCELLED);

        assertEqual(run, rebuilt());
        assertThat(troubles).isEmpty();
    }

    @Test
    void rebuild_shouldKeepTheDecision_thatStoodWhenTheRunWasCancelled() {
        RunKey run = Stories.waiting(world);
        left(run, "one who came too late");
        world.executions.die();
        world.responding.respond(
                run, world.requests(run).getFirst().request().requestId(), Response.approve(), null, "ada");
        world.cancelling.cancel(run);
        assertThat(world.requests(run).getFirst().settledBy()).isEqualTo("ada");

        IndexStore index = rebuilt();

        assertEqual(run, index);
        assertThat(troubles).isEmpty();
    }

    @Test
    void rebuild_shouldSayThatTheAnswerIsMissing_whereACancelledRunsDecisionIsLost() {
        RunKey run = Stories.waiting(world);
        world.executions.die();
        world.responding.respond(
                run, world.requests(run).getFirst().request().requestId(), Response.approve(), null, "ada");
        world.cancelling.cancel(run);
        world.blobs.delete(Keys.response(
                run, Objects.requireNonNull(world.requests(run).getFirst().responseHash())));

        IndexStore index = rebuilt();

        assertThat(troubles)
                .extracting(Trouble::place)
                .containsExactly(
                        "request " + world.requests(run).getFirst().request().requestId());
        assertThat(run(index, run).status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void rebuild_shouldTellAnExpiry_thatStoodWhenTheRunWasCancelled() {
        RunKey run = Stories.waiting(world);
        expireWithoutSettling(run);
        world.cancelling.cancel(run);
        assertThat(world.requests(run).getFirst().status()).isEqualTo(RequestStatus.EXPIRED);

        assertEqual(run, rebuilt());
        assertThat(troubles).isEmpty();
    }

    /** The process dies between the two transactions that an expiry takes. */
    private void expireWithoutSettling(RunKey run) {
        World dying = dyingAt(2);
        dying.clock.forward(Duration.ofDays(8));
        world.clock.forward(Duration.ofDays(8));
        assertThatThrownBy(() -> dying.steps.take(
                        StepName.SETTLE, new Heads(dying.machine).pointer(world.run(run), 0), () -> false))
                .isInstanceOf(StoreException.class);
        assertThat(world.requests(run).getFirst().status()).isEqualTo(RequestStatus.EXPIRED);
    }

    @Test
    void rebuild_shouldTakeTheStep_whereACancelOfAnUndecidedRequestWasBrokenOffBeforeIt() {
        RunKey run = Stories.waiting(world);
        World dying = dyingAt(1);
        assertThatThrownBy(() -> dying.cancelling.cancel(run)).isInstanceOf(StoreException.class);
        world.answer(run, new Response(DecisionKind.REJECT, "No.", null, null, null));
        assertThat(world.run(run).status()).isEqualTo(RunStatus.STOPPED);

        assertEqual(run, rebuilt());
        assertThat(troubles).isEmpty();
    }

    @Test
    void rebuild_shouldTakeTheLaterOfTwoCancels_whereTheRequestWasDecidedBetween() {
        RunKey run = Stories.waiting(world);
        World dying = dyingAt(1);
        assertThatThrownBy(() -> dying.cancelling.cancel(run)).isInstanceOf(StoreException.class);
        world.executions.die();
        world.responding.respond(
                run, world.requests(run).getFirst().request().requestId(), Response.approve(), null, "ada");
        world.cancelling.cancel(run);

        assertEqual(run, rebuilt());
        assertThat(troubles).isEmpty();
    }

    @Test
    void aRunWhoseRequestExpired_shouldBeDueAgain_whenNobodySettledIt() {
        RunKey run = Stories.waiting(world);
        expireWithoutSettling(run);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(world.index.due(world.clock.instant(), 10)).doesNotContain(run);
        assertThat(world.index.due(world.clock.instant().plus(RunRecord.WATCH), 10))
                .contains(run);
        world.executions.die();
        world.resuming.restart(world.index.get(RunRecord.key(run)).orElseThrow());
        world.executions.work();
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.EXPIRED);
    }

    @Test
    void rebuild_shouldLeaveARunWaiting_whoseAnswerThenStartsItAnew() {
        RunKey run = Stories.waiting(world);
        IndexStore index = rebuilt();

        World after = new World(world.blobs, index);
        Stories.script(after);
        assertThat(after.run(run).status()).isEqualTo(RunStatus.WAITING);
        after.answer(run, Response.approve());

        assertThat(after.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void rebuild_shouldTakeTheCancel_whereAStepWasOvertakenByIt() {
        Stories.script(world);
        world.model.anew(Purpose.ANSWER).on(Purpose.ANSWER, request -> {
            world.cancelling.cancel(new RunKey(World.TENANT, new RunId("run-1")));
            return dev.cairn.core.port.ModelResponse.text("too late");
        });
        RunKey run = world.open(PlanReview.NEVER, Limits.DEFAULT, Stories.team());
        assertThat(world.run(run).status()).isEqualTo(RunStatus.CANCELLED);
        long head = world.run(run).seq();
        assertThat(world.objects(run).keySet())
                .as("both lie there")
                .filteredOn(key -> key.contains("/checkpoints/" + String.format("%08d", head)))
                .hasSize(2);

        IndexStore index = rebuilt();

        assertEqual(run, index);
        assertThat(troubles).isEmpty();
    }

    @Test
    void rebuild_shouldBeDoneAgain_whereverItWasBrokenOff() {
        RunKey one = Stories.finished(world);
        RunKey two = fork(one, 2, ReplayMode.RECORDED, null);
        int broken = 0;
        for (int at = 1; ; at++) {
            MemoryIndexStore index = new MemoryIndexStore();
            try {
                new IndexRebuild(world.blobs, new DiesAt(index, at), true)
                        .rebuild(world.clock.instant(), troubles::add);
                break;
            } catch (StoreException death) {
                broken++;
            }
            new IndexRebuild(world.blobs, index, true).rebuild(world.clock.instant(), troubles::add);
            assertEqual(one, index);
            assertEqual(two, index);
        }
        assertThat(broken).isGreaterThan(15);
        assertThat(troubles).isEmpty();
    }

    @Test
    void rebuild_shouldLeaveWhatTheIndexHolds() {
        RunKey run = Stories.finished(world);
        RunRecord before = world.run(run);

        IndexRebuild.Outcome outcome =
                new IndexRebuild(world.blobs, world.index, true).rebuild(world.clock.instant(), troubles::add);

        assertThat(outcome).isEqualTo(new IndexRebuild.Outcome(0, 1, 0));
        assertThat(world.run(run)).isEqualTo(before);
    }

    @Test
    void rebuild_shouldRefuseARunByName_whoseFirstCheckpointIsGone() {
        RunKey run = Stories.finished(world);
        RunKey other = fork(run, 1, ReplayMode.RECORDED, null);
        String first = Keys.checkpoint(run, Keys.first(run));
        world.blobs.delete(first);

        IndexStore index = rebuilt();

        assertThat(index.get(RunRecord.key(run))).isEmpty();
        assertEqual(other, index);
        assertThat(troubles).extracting(Trouble::place).containsExactly(first);
    }

    @Test
    void rebuild_shouldGoOnFromTheLastWholeCheckpoint_whenTheHeadIsDamaged() {
        RunKey run = Stories.finished(world);
        CheckpointId head = world.run(run).checkpointId();
        String key = Keys.checkpoint(run, head);
        world.blobs.delete(key);
        world.blobs.putIfAbsent(key, new byte[] {1, 2, 3});

        IndexStore index = rebuilt();

        assertThat(troubles).extracting(Trouble::place).containsExactly(key);
        RunRecord after = run(index, run);
        assertThat(after.seq()).isEqualTo(world.run(run).seq() - 1);
        assertThat(after.status()).isEqualTo(RunStatus.FAILED);
        World mended = new World(world.blobs, index);
        Stories.script(mended);
        mended.clock.forward(Duration.ofDays(1));
        mended.resuming.resume(run);
        mended.executions.work();
        assertThat(mended.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(mended.run(run).checkpointId()).isEqualTo(head);
    }

    @Test
    void rebuild_shouldNameTheGap_whenACheckpointBetweenIsGone() {
        RunKey run = Stories.finished(world);
        var gone = world.checkpoints(run).get(3);
        world.blobs.delete(Keys.checkpoint(run, gone.checkpointId()));

        IndexStore index = rebuilt();

        assertThat(troubles).extracting(Trouble::place).contains("checkpoint 3");
        assertThat(run(index, run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(list(index, run, RecordKind.CHECKPOINT))
                .hasSize(world.checkpoints(run).size() - 1)
                .noneMatch(record -> record.next() == StepName.OPEN);
    }

    @Test
    void rebuild_shouldKeepTenantsApart() {
        RunKey run = Stories.finished(world);
        IndexStore index = rebuilt();

        assertThat(index.get(RunRecord.key(new RunKey(new TenantId("other"), run.runId()))))
                .isEmpty();
    }

    @Test
    void rebuild_shouldLeaveARunAsItIs_thatComesIntoTheIndexMeanwhile_andEnds() {
        int[] came = new int[1];
        for (int at = 1; came[0] == at - 1; at++) {
            World lost = new World();
            RunKey run = Stories.waiting(lost);
            IndexStore index = new MemoryIndexStore();
            List<List<? extends IndexRecord>> ended = new ArrayList<>();
            IndexStore interrupted = new At(index, at, () -> {
                came[0]++;
                new IndexRebuild(lost.blobs, index, false).rebuild(lost.clock.instant(), troubles::add);
                World after = new World(lost.blobs, index);
                Stories.script(after);
                after.answer(run, Response.approve());
                assertThat(after.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
                ended.addAll(all(index, run));
            });

            IndexRebuild.Outcome outcome =
                    new IndexRebuild(lost.blobs, interrupted, false).rebuild(lost.clock.instant(), troubles::add);

            boolean met = came[0] == at;
            assertThat(outcome).isEqualTo(new IndexRebuild.Outcome(met ? 0 : 1, met ? 1 : 0, 0));
            assertThat(all(index, run)).isEqualTo(met ? ended : all(index, run));
        }
        assertThat(came[0]).as("transactions of a rebuild").isGreaterThan(5);
        assertThat(troubles).isEmpty();
    }

    private static List<List<? extends IndexRecord>> all(IndexStore index, RunKey run) {
        return List.of(
                List.of(run(index, run)),
                list(index, run, RecordKind.CHECKPOINT),
                list(index, run, RecordKind.EVENTS),
                list(index, run, RecordKind.REQUEST),
                list(index, run, RecordKind.TOKEN));
    }

    @Test
    void rebuild_shouldNotTakeARunForLost_thatOthersAreJustOpening() {
        RunKey works = Stories.waiting(world);
        RunKey opened = new RunKey(World.TENANT, new RunId("just-opened"));
        World dying = dyingAt(1);
        NewRun spec = new NewRun(
                opened, "Count.", List.of(), Stories.team(), PlanReview.NEVER, Limits.DEFAULT, Map.of(), 7, "body");
        assertThatThrownBy(() -> dying.opening.open(spec)).isInstanceOf(StoreException.class);
        IndexStore index = new MemoryIndexStore();
        IndexRebuild beside = new IndexRebuild(world.blobs, index, false);

        assertThat(beside.rebuild(dying.clock.instant(), troubles::add)).isEqualTo(new IndexRebuild.Outcome(1, 0, 1));
        assertThat(index.get(RunRecord.key(works))).isPresent();
        assertThat(troubles)
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("may be on its way into the index"));
        assertThat(new World(world.blobs, index).opening.open(spec).status()).isEqualTo(RunStatus.RUNNING);
        index.transact(List.of(new Write.Remove(RunRecord.key(opened))));
        assertThat(beside.rebuild(dying.clock.instant().plus(Duration.ofMinutes(15)), troubles::add))
                .isEqualTo(new IndexRebuild.Outcome(1, 1, 0));
    }

    /** Dies at a transaction and all that follow, before they have an effect. */
    private static final class DiesAt extends DelegatingIndexStore {
        private int left;

        DiesAt(IndexStore inner, int at) {
            super(inner);
            this.left = at;
        }

        @Override
        public boolean transact(List<Write> writes) {
            if (--left <= 0) {
                throw new StoreException("the process dies here");
            }
            return super.transact(writes);
        }
    }

    /** Before a transaction something else happens, once. */
    private static final class At extends DelegatingIndexStore {
        private final Runnable happens;
        private int left;

        At(IndexStore inner, int at, Runnable happens) {
            super(inner);
            this.left = at;
            this.happens = happens;
        }

        @Override
        public boolean transact(List<Write> writes) {
            if (--left == 0) {
                happens.run();
            }
            return super.transact(writes);
        }
    }
}
