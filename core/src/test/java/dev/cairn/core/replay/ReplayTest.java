package dev.cairn.core.replay;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.ForkedFrom;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.core.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A replay is a new run that begins where a checkpoint of another stands. */
class ReplayTest {
    private final World world = new World();

    ReplayTest() {
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.FACTS_UPDATE, "new facts")
                .on(Purpose.PLAN_UPDATE, "new plan")
                .on(Purpose.PROGRESS_LEDGER, "not json", go("researcher"), go("coder"), done())
                .on(Purpose.TURN, "first reply", "second reply")
                .on(Purpose.ANSWER, "the answer")
                .on(Purpose.PARTIAL_ANSWER, "a part");
    }

    private RunKey finished() {
        RunKey run = world.open(PlanReview.ALWAYS, Limits.DEFAULT);
        world.answer(run, Response.approve());
        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        world.model.forgetCalls();
        return run;
    }

    private Fork fork(
            RunKey parent, CheckpointId checkpoint, ReplayMode mode, Edits edits, @Nullable Response response) {
        return new Fork(parent, checkpoint, new RunId("fork-" + mode), mode, edits, response, false, null);
    }

    private static List<String> spoken(List<Entry> entries) {
        return entries.stream()
                .map(entry -> entry.kind() + " " + entry.author() + " " + entry.audience() + " "
                        + (entry.kind() == EntryKind.TEAM ? "" : entry.text()) + " " + entry.call())
                .toList();
    }

    @Test
    void recorded_shouldGiveTheSameEntries_andCallNoModel() {
        RunKey parent = finished();

        RunKey child = world.fork(fork(
                parent, world.checkpoints(parent).getFirst().checkpointId(), ReplayMode.RECORDED, Edits.NONE, null));

        assertThat(world.model.calls()).isZero();
        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.run(child).usage().modelCalls()).isZero();
        assertThat(spoken(world.head(child).log().stream().toList()))
                .isEqualTo(spoken(world.head(parent).log().stream().toList()));
    }

    @Test
    void recorded_shouldGoOnFromEveryCheckpoint() {
        RunKey parent = finished();
        int n = 0;
        for (var checkpoint : world.checkpoints(parent)) {
            RunKey child = world.fork(new Fork(
                    parent,
                    checkpoint.checkpointId(),
                    new RunId("child-" + n++),
                    ReplayMode.RECORDED,
                    Edits.NONE,
                    null,
                    false,
                    null));
            assertThat(world.run(child).status())
                    .as("from " + checkpoint.checkpointId())
                    .isEqualTo(RunStatus.SUCCEEDED);
            assertThat(spoken(world.head(child).log().stream().toList()))
                    .as("from " + checkpoint.checkpointId())
                    .isEqualTo(spoken(world.head(parent).log().stream().toList()));
        }
        assertThat(world.model.calls()).isZero();
    }

    @Test
    void fresh_shouldCallTheModelsAgain_andAskItsOwnPeople() {
        RunKey parent = finished();
        CheckpointId review = world.checkpointBefore(parent, StepName.AWAIT_PERSON);

        RunKey child = world.fork(fork(parent, review, ReplayMode.FRESH, Edits.NONE, null));

        assertThat(world.run(child).status()).isEqualTo(RunStatus.WAITING);
        assertThat(world.run(child).pendingRequest())
                .isNotEqualTo(world.requests(parent).getFirst().request().requestId());
        world.answer(child, Response.approve());
        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.run(child).usage().modelCalls()).isPositive();
        assertThat(world.run(child).forkedFrom()).isEqualTo(new ForkedFrom(parent.runId(), review));
        assertThat(world.eventTypes(child)).startsWith(EventType.RUN_FORKED, EventType.PLAN_REVIEW_REQUESTED);
    }

    @Test
    void aFork_shouldLeaveItsParentAsItIs_byteForByte() {
        RunKey parent = finished();
        var before = world.objects(parent);
        var record = world.run(parent);

        RunKey child = world.fork(fork(
                parent,
                world.checkpointBefore(parent, StepName.AWAIT_PERSON),
                ReplayMode.FRESH,
                new Edits(null, null, "a plan of mine", null, null, null),
                Response.approve()));

        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.objects(parent)).isEqualTo(before);
        assertThat(world.run(parent)).isEqualTo(record);
        assertThat(world.texts(child, EntryKind.TASK_LEDGER).getLast()).contains("a plan of mine");
    }

    @Test
    void aFork_shouldStandAlone_whenItsParentIsDeleted() {
        RunKey parent = finished();
        RunKey child = world.fork(fork(
                parent, world.checkpointBefore(parent, StepName.AWAIT_PERSON), ReplayMode.RECORDED, Edits.NONE, null));

        world.keeping.delete(parent);

        assertThat(world.texts(child, EntryKind.ANSWER)).containsExactly("the answer");
        assertThat(world.objects(parent)).isEmpty();
    }

    @Test
    void recorded_shouldGoLiveWithANotice_whenTheRecordHoldsNoSuchCall() {
        RunKey parent = finished();

        RunKey child = world.fork(fork(
                parent,
                world.checkpointBefore(parent, StepName.AWAIT_PERSON),
                ReplayMode.RECORDED,
                new Edits(null, null, "another plan", null, null, null),
                Response.approve()));

        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.model.calls()).isPositive();
        assertThat(world.texts(child, EntryKind.NOTICE)).hasSize(1);
    }

    @Test
    void newLimits_shouldLetAStoppedRunGoOn() {
        RunKey parent = world.open(PlanReview.NEVER, new Limits(1, 3, null, null, null, true));
        assertThat(world.run(parent).stopReason()).isEqualTo(StopReason.ROUND_LIMIT);

        RunKey child = world.fork(fork(
                parent,
                world.run(parent).checkpointId(),
                ReplayMode.FRESH,
                new Edits(null, null, null, new LimitsPatch(9, null, null, null, null, null), null, null),
                null));

        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.texts(child, EntryKind.REPLY)).hasSize(2);
    }

    @Test
    void anotherTeam_shouldBeRefused_unlessItIsMeant() {
        RunKey parent = finished();
        CheckpointId review = world.checkpointBefore(parent, StepName.AWAIT_PERSON);
        Team was = World.team();
        Team other = new Team("other", was.manager(), was.participants(), was.planReview(), was.limits());
        Edits edits = new Edits(null, null, null, null, null, other);

        assertThatThrownBy(() -> world.fork(fork(parent, review, ReplayMode.FRESH, edits, null)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("allowTeamChange");
        RunKey child =
                world.fork(new Fork(parent, review, new RunId("meant"), ReplayMode.FRESH, edits, null, true, null));
        assertThat(world.run(child).team()).isEqualTo("other");
    }

    @Test
    void aResponse_shouldBeRefusedAndNothingStored_whereItDoesNotFit() {
        RunKey parent = finished();
        CheckpointId first = world.checkpoints(parent).getFirst().checkpointId();
        List<String> before = storedKeys();

        assertThatThrownBy(() -> world.fork(fork(parent, first, ReplayMode.FRESH, Edits.NONE, Response.approve())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no request is pending");
        assertThatThrownBy(() -> world.fork(fork(
                        parent,
                        world.checkpointBefore(parent, StepName.AWAIT_PERSON),
                        ReplayMode.FRESH,
                        Edits.NONE,
                        new Response(DecisionKind.DENY, null, null, null, null))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("response.decision");

        assertThat(storedKeys()).isEqualTo(before);
    }

    @Test
    void aForkOfADamagedLog_shouldStoreNothing_thoughItsEntriesAreStillRemembered() {
        RunKey parent = finished();
        Checkpoint head = world.head(parent);
        String damaged =
                Keys.segment(parent, head.manifest().segments().getLast().hash());
        world.blobs.delete(damaged);
        List<String> before = storedKeys();
        CheckpointId from = head.manifest().checkpointId();

        assertThatThrownBy(() -> world.fork(fork(parent, from, ReplayMode.RECORDED, Edits.NONE, null)))
                .isInstanceOf(BrokenObjectException.class)
                .hasMessageContaining(damaged);

        assertThat(storedKeys()).isEqualTo(before);
    }

    private List<String> storedKeys() {
        return world.blobs.list("", null, 1_000).stream()
                .map(BlobStore.Stored::key)
                .toList();
    }

    @Test
    void anUnknownCheckpoint_shouldBeNotFound() {
        RunKey parent = finished();

        assertThatThrownBy(() ->
                        world.fork(fork(parent, new CheckpointId("00000099-x"), ReplayMode.FRESH, Edits.NONE, null)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("00000099-x");
    }

    @Test
    void aChangedTask_shouldReachEverybody() {
        RunKey parent = finished();

        RunKey child = world.fork(fork(
                parent,
                world.checkpointBefore(parent, StepName.AGENT_TURN),
                ReplayMode.FRESH,
                new Edits("Count the moons.", null, null, null, null, null),
                null));

        assertThat(world.texts(child, EntryKind.TASK_LEDGER).getLast()).contains("Count the moons.");
        assertThat(world.run(child).task()).isEqualTo("Count the moons.");
        assertThat(world.model
                        .requests()
                        .getLast()
                        .messages()
                        .getLast()
                        .content()
                        .text())
                .contains("Count the moons.");
    }

    @Test
    void diff_shouldTellWhatChanged_andWhatWasAppended() {
        RunKey run = finished();
        var records = world.checkpoints(run);
        var from = world.machine.checkpoints().load(run, records.get(0));
        var to = world.machine.checkpoints().load(run, records.get(1));

        Diff diff = Diff.between(from, to);

        assertThat(diff.appended().stream().map(Entry::kind)).containsExactly(EntryKind.FACTS, EntryKind.PLAN);
        assertThat(diff.changes().stream().map(Diff.Change::path)).contains("plan", "facts", "usage.modelCalls");
        assertThat(Diff.between(to, to).changes()).isEmpty();
    }

    @Test
    void contents_shouldBeEqual_whenTheirPartsAre() {
        assertThat(Content.text("a")).isEqualTo(Content.text("a")).isNotEqualTo(Content.toolResult("x", "a"));
    }
}
