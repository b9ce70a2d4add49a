package dev.cairn.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.checkpoint.Segments;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.Storage;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.Stories;
import dev.cairn.core.world.World;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a run says that it stores is what lies under its prefix. */
class StorageTest {
    private final World world = new World();

    private Storage stored(RunKey run) {
        return world.blobs.list(run.prefix(), null, 1000).stream()
                .map(object -> new Storage(object.bytes(), 1))
                .reduce(Storage.ZERO, Storage::plus);
    }

    private RunKey fork(RunKey parent, String checkpoint, ReplayMode mode, @Nullable Response response, Edits edits) {
        return world.fork(new Fork(
                parent,
                new dev.cairn.core.run.CheckpointId(checkpoint),
                new RunId("fork-" + checkpoint + "-" + mode),
                mode,
                edits,
                response,
                false,
                null));
    }

    @Test
    void storage_shouldBeWhatLiesUnderThePrefix_whateverHappenedToTheRun() {
        RunKey run = Stories.finished(world);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.objects(run).keySet()).anyMatch(key -> key.contains("/journal/0"));
        assertThat(world.objects(run).keySet()).anyMatch(key -> key.contains("/journal/responses/"));
        assertThat(world.run(run).storage()).isEqualTo(stored(run));
    }

    @Test
    void storage_shouldBeRight_whileTheRunWaits_andOnceItIsCancelledOrExpired() {
        RunKey waiting = Stories.waiting(world);
        assertThat(world.run(waiting).storage()).isEqualTo(stored(waiting));
        world.cancelling.cancel(waiting);
        assertThat(world.run(waiting).storage()).isEqualTo(stored(waiting));

        RunKey expired = world.open(PlanReview.ALWAYS, Limits.DEFAULT, Stories.team());
        world.clock.forward(Duration.ofDays(8));
        world.executions.timeOutWaits();
        world.executions.work();
        assertThat(world.run(expired).status()).isEqualTo(RunStatus.STOPPED);
        assertThat(world.run(expired).storage()).isEqualTo(stored(expired));
    }

    @Test
    void storage_shouldFollowThePin() {
        RunKey run = Stories.finished(world);
        Storage unpinned = world.run(run).storage();

        world.keeping.keep(run, true);
        world.keeping.keep(run, true);
        assertThat(world.run(run).storage()).isEqualTo(stored(run)).isNotEqualTo(unpinned);

        world.keeping.keep(run, false);
        assertThat(world.run(run).storage()).isEqualTo(stored(run)).isEqualTo(unpinned);
    }

    @Test
    void storage_shouldBeRight_ofEveryFork() {
        RunKey parent = Stories.finished(world);
        for (CheckpointRecord from : world.checkpoints(parent)) {
            for (ReplayMode mode : ReplayMode.values()) {
                RunKey child = fork(parent, from.checkpointId().value(), mode, null, Edits.NONE);
                assertThat(world.run(child).storage())
                        .as(mode + " from " + from.seq())
                        .isEqualTo(stored(child));
            }
        }
    }

    @Test
    void storage_shouldBeRight_ofAForkWhoseEditsMergeTheSegmentsItStandsOn() {
        Stories.script(world);
        world.model
                .anew(dev.cairn.core.port.ModelRequest.Purpose.PROGRESS_LEDGER)
                .on(
                        dev.cairn.core.port.ModelRequest.Purpose.PROGRESS_LEDGER,
                        dev.cairn.core.world.ScriptedModel.go("coder"));
        RunKey parent = world.open(PlanReview.NEVER, new Limits(20, 3, null, null, null, false), World.team());
        CheckpointRecord full = world.checkpoints(parent).stream()
                .filter(record -> world.machine
                                .checkpoints()
                                .manifest(parent, record)
                                .segments()
                                .size()
                        == Segments.FAN_OUT - 1)
                .findFirst()
                .orElseThrow();

        RunKey child = fork(
                parent,
                full.checkpointId().value(),
                ReplayMode.FRESH,
                null,
                new Edits(null, "other facts", null, null, null, null));

        assertThat(world.run(child).storage()).isEqualTo(stored(child));
    }
}
