package dev.cairn.core.replay;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.ConflictException;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.Responding;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Tool;
import dev.cairn.core.world.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forks that are other than their parent: what still belongs to them, and what does not. */
class GoingLiveTest {
    private final World world = new World();

    GoingLiveTest() {
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.FACTS_UPDATE, "new facts")
                .on(Purpose.PLAN_UPDATE, "new plan")
                .on(Purpose.ANSWER, "the answer");
    }

    private RunKey fork(
            RunKey parent, CheckpointId checkpoint, ReplayMode mode, Edits edits, @Nullable Response response) {
        return world.fork(new Fork(parent, checkpoint, new RunId("child"), mode, edits, response, false, null));
    }

    private static Edits plan(String plan) {
        return new Edits(null, null, plan, null, null, null);
    }

    private static ModelResponse pays() {
        ToolCall call = new ToolCall("a", "pay", Json.toTree(Map.of("n", 1)));
        return new ModelResponse(new Content("", List.of(call), null, null), 10, 5);
    }

    private RunKey withTool(Tool.@Nullable Approval approval) {
        world.model
                .on(Purpose.PROGRESS_LEDGER, go("coder"), done(), go("coder"), done())
                .on(Purpose.TURN, request -> pays())
                .on(Purpose.TURN, "paid")
                .on(Purpose.TURN, request -> pays())
                .on(Purpose.TURN, "paid again");
        Tool pay = new Tool("pay", "lambda", null, null, approval, null, null, null);
        return world.open(PlanReview.NEVER, Limits.DEFAULT, World.team(pay));
    }

    @Test
    void aTool_shouldBeRun_whenTheReplayHasGoneLiveBefore() {
        RunKey parent = withTool(null);
        assertThat(world.toolCalls).hasSize(1);

        fork(
                parent,
                world.checkpointBefore(parent, StepName.EVALUATE_PROGRESS),
                ReplayMode.RECORDED,
                plan("another"),
                null);

        assertThat(world.toolCalls).hasSize(2);
    }

    @Test
    void anApproval_shouldBeAskedFor_whenTheReplayHasGoneLiveBefore() {
        RunKey parent = withTool(Tool.Approval.REQUIRED);
        world.answer(parent, Response.approve());

        RunKey child = fork(
                parent,
                world.checkpointBefore(parent, StepName.EVALUATE_PROGRESS),
                ReplayMode.RECORDED,
                plan("another"),
                null);

        assertThat(world.run(child).status()).isEqualTo(RunStatus.WAITING);
        assertThat(world.toolCalls).hasSize(1);
        assertThat(world.texts(child, EntryKind.NOTICE)).hasSize(1);
    }

    @Test
    void anEditedPlan_shouldReachNobodyBeforeItsReview_alsoAfterAnEarlierPlanStood() {
        world.model.on(Purpose.PROGRESS_LEDGER, dev.cairn.core.world.ScriptedModel.stuck("coder"), done());
        RunKey parent = world.open(PlanReview.ALWAYS, new Limits(null, 0, null, null, null, true));
        world.answer(parent, Response.approve());
        assertThat(world.run(parent).status()).isEqualTo(RunStatus.WAITING);

        RunKey child = fork(
                parent, world.run(parent).checkpointId(), ReplayMode.FRESH, plan("a plan nobody has approved"), null);

        assertThat(world.texts(child, EntryKind.TASK_LEDGER)).hasSize(1);
        world.answer(child, Response.approve());
        assertThat(world.texts(child, EntryKind.TASK_LEDGER).getLast()).contains("a plan nobody has approved");
    }

    @Test
    void revisions_shouldBeCappedInAForkToo() {
        RunKey parent = world.open(PlanReview.ALWAYS, Limits.DEFAULT);
        Response again = new Response(DecisionKind.REVISE, "again", null, null, null);
        for (int i = 0; i < Responding.MAX_REVIEWS; i++) {
            world.answer(parent, again);
        }

        assertThatThrownBy(() -> fork(parent, world.run(parent).checkpointId(), ReplayMode.FRESH, Edits.NONE, again))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("10 times");
    }
}
