package dev.cairn.core.step;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Tool;
import dev.cairn.core.world.World;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Providers that number the calls of every message from the beginning, so that one id stands for several calls. */
class RepeatedCallIdsTest {
    private final World world = new World();

    RepeatedCallIdsTest() {
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.PROGRESS_LEDGER, go("coder"), done())
                .on(Purpose.TURN, request -> call(1))
                .on(Purpose.TURN, request -> call(1_000_000))
                .on(Purpose.TURN, "paid")
                .on(Purpose.ANSWER, "the answer");
    }

    private static ModelResponse call(int amount) {
        ToolCall call = new ToolCall("call_0", "pay", Json.toTree(Map.of("n", amount)));
        return new ModelResponse(new Content("", List.of(call), null, null), 10, 5);
    }

    private RunKey open(Tool.@Nullable Approval approval) {
        Tool pay = new Tool("pay", "lambda", null, null, approval, null, null, null);
        return world.open(PlanReview.NEVER, Limits.DEFAULT, World.team(pay));
    }

    @Test
    void anApproval_shouldHoldForItsOwnCallAlone() {
        RunKey run = open(Tool.Approval.REQUIRED);
        world.answer(run, Response.approve());

        assertThat(world.run(run).status()).isEqualTo(RunStatus.WAITING);
        assertThat(world.toolCalls).hasSize(1);

        world.answer(run, new Response(DecisionKind.DENY, "too dear", null, null, null));

        assertThat(world.toolCalls).hasSize(1);
        assertThat(world.texts(run, EntryKind.TOOL_RESULT).getLast()).contains("too dear");
        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void everyCall_shouldHaveItsOwnIdempotencyKey() {
        open(null);

        assertThat(world.toolCalls).hasSize(2);
        assertThat(world.toolCalls.stream().map(ToolRunner.Invocation::idempotencyKey))
                .doesNotHaveDuplicates();
    }
}
