package dev.cairn.core.format;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static dev.cairn.core.world.ScriptedModel.stuck;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Tool;
import dev.cairn.core.world.World;
import java.util.List;

/**
 * What a golden store holds: a run with a review, a revision, a tool call that a person approved, a question, a reset and
 * an answer; a fork of it; a run that was cancelled; and a run that waits for its review.
 */
public final class GoldenStory {
    public static final RunKey FINISHED = new RunKey(World.TENANT, new RunId("run-1"));
    static final RunKey FORK = new RunKey(World.TENANT, new RunId("fork"));

    final World world;
    private final Tool adder = new Tool(
            "adder",
            "lambda",
            "Adds numbers.",
            Json.tree("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}}}"),
            Tool.Approval.REQUIRED,
            null,
            null,
            Json.tree("{\"arn\":\"arn:aws:lambda:eu-west-1:123456789012:function:adder\"}"));

    GoldenStory(World world) {
        this.world = world;
        world.model
                .on(Purpose.FACTS, "Given: the night sky. \ud83e\udea8")
                .on(Purpose.PLAN, "Look up, then count.")
                .on(Purpose.FACTS_UPDATE, "It is cloudy.")
                .on(Purpose.PLAN_UPDATE, "Wait, then count.")
                .on(
                        Purpose.PROGRESS_LEDGER,
                        "no ledger at all",
                        go("coder"),
                        stuck("researcher"),
                        go("researcher"),
                        done())
                .on(Purpose.ANSWER, "Many.");
        world.model.on(
                Purpose.TURN,
                request -> called(
                        "call-1", "adder", "{\"a\":1.10,\"b\":[2,null,true,\"\\ud83e\"]}", "{\"signature\":\"x\"}"));
        world.model.on(
                Purpose.TURN, request -> called("call-2", Tool.ASK_PERSON, "{\"question\":\"How dark is it?\"}", "[]"));
        world.model.on(Purpose.TURN, "I count 1.10 stars.", "I see clouds.");
    }

    private static ModelResponse called(String id, String tool, String arguments, String items) {
        ToolCall call = new ToolCall(id, tool, Json.tree(arguments));
        return new ModelResponse(new Content("", List.of(call), null, Json.tree(items)), 20, 7);
    }

    /** @return the run that waits */
    RunKey tell() {
        Tool ask = Tool.named(Tool.ASK_PERSON);
        Limits limits = new Limits(9, 0, 2, 1_000_000L, null, true);
        RunKey run = world.open(PlanReview.ALWAYS, limits, World.team(adder, ask));
        world.answer(run, new Response(DecisionKind.REVISE, "Mind the clouds.", null, null, null));
        world.answer(run, Response.approve());
        world.answer(run, new Response(DecisionKind.APPROVE, null, null, null, Json.tree("{\"a\":2}")));
        world.answer(run, new Response(DecisionKind.ANSWER, null, null, Json.tree("\"Quite dark.\""), null));
        world.answer(run, new Response(DecisionKind.APPROVE, null, "Wait for the wind, then count.", null, null));
        world.fork(new Fork(
                run,
                world.checkpointBefore(run, StepName.AWAIT_PERSON),
                FORK.runId(),
                ReplayMode.RECORDED,
                Edits.NONE,
                null,
                false,
                null));
        world.cancelling.cancel(world.open(PlanReview.ALWAYS, limits, World.team(adder, ask)));
        world.executions.work();
        return world.open(PlanReview.ALWAYS, limits, World.team(adder, ask));
    }
}
