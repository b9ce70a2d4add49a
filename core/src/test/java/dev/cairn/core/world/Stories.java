package dev.cairn.core.world;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.Tool;
import java.util.List;

/** Runs in which everything happens that leaves an object. */
public final class Stories {
    private static final Tool ADD = new Tool("add", "lambda", null, null, null, null, null, null);

    private Stories() {}

    public static Team team() {
        return World.team(ADD);
    }

    /** The model of these runs; what it answers depends on what it is asked alone. */
    public static void script(World world) {
        ModelResponse call = new ModelResponse(
                new Content("", List.of(new ToolCall("c1", "add", Json.tree("{\"n\":1}"))), null, null), 10, 5);
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.FACTS_UPDATE, "new facts")
                .on(Purpose.PLAN_UPDATE, "new plan")
                .on(
                        Purpose.PROGRESS_LEDGER,
                        request -> ModelResponse.text(
                                said(request, "all added")
                                        ? done()
                                        : said(request, "not json") ? go("coder") : "not json"))
                .on(
                        Purpose.TURN,
                        request -> request.messages().stream()
                                        .anyMatch(
                                                one -> "c1".equals(one.content().toolCallId()))
                                ? ModelResponse.text("all added")
                                : call)
                .on(Purpose.ANSWER, "the answer");
    }

    private static boolean said(ModelRequest request, String text) {
        return request.messages().stream()
                .anyMatch(one -> text.equals(one.content().text()));
    }

    /** Waits for the review of its plan. */
    public static RunKey waiting(World world) {
        script(world);
        return world.open(PlanReview.ALWAYS, Limits.DEFAULT, team());
    }

    /** A plan sent back, another approved, a malformed ledger, a tool call, an answer. */
    public static RunKey finished(World world) {
        RunKey run = waiting(world);
        world.answer(run, new Response(DecisionKind.REVISE, "Shorter, please.", null, null, null));
        world.answer(run, Response.approve());
        return run;
    }
}
