package dev.cairn.functions.handler;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.lifecycle.Runs;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.body.Body;
import dev.cairn.functions.api.route.NewId;
import dev.cairn.functions.api.route.Replaying;
import dev.cairn.functions.api.route.RunOpening;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person types to start an execution: the body of POST /runs, or that of a replay with the run beside it. */
final class ConsoleInput {
    private final RunOpening openings;
    private final Replaying replays;
    private final Runs runs;

    ConsoleInput(Services services) {
        this.openings = new RunOpening(services);
        this.replays = new Replaying(services);
        this.runs = services.runs();
    }

    /** @throws InvalidInputException with everything that is wrong with it */
    NewRun task(RunKey run, ObjectNode input) {
        Body body = Body.storable(input);
        return openings.read(body, new NewId(run, body.hash("task")));
    }

    /**
     * @throws InvalidInputException with everything that is wrong with it
     * @throws dev.cairn.core.error.NotFoundException if there is no such run of the child's tenant
     */
    Fork replay(RunKey child, JsonNode input) {
        if (!(input instanceof ObjectNode given) || !given.path("runId").isString()) {
            throw new InvalidInputException("replay.runId", "must be the id of the run to replay");
        }
        RunId named = new RunId(given.path("runId").stringValue());
        RunKey parent = runs.get(new RunKey(child.tenant(), named)).record().run();
        ObjectNode rest = given.deepCopy().without(List.of("runId"));
        return replays.read(Body.storable(rest), parent, new NewId(child, new Body(given).hash("replay")));
    }
}
