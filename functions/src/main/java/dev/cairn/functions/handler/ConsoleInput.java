package dev.cairn.functions.handler;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.lifecycle.NewRun;
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
    private final RunOpening runs;
    private final Replaying replays;

    ConsoleInput(Services services) {
        this.runs = new RunOpening(services);
        this.replays = new Replaying(services);
    }

    /** @throws InvalidInputException with everything that is wrong with it */
    NewRun task(RunKey run, ObjectNode input) {
        Body body = new Body(input);
        return runs.read(body, new NewId(run, body.hash("task")));
    }

    /** @throws InvalidInputException with everything that is wrong with it */
    Fork replay(RunKey child, JsonNode input) {
        if (!(input instanceof ObjectNode given) || !given.path("runId").isString()) {
            throw new InvalidInputException("replay.runId", "must be the id of the run to replay");
        }
        RunKey parent = new RunKey(
                child.tenant(), new RunId(given.path("runId").stringValue()));
        ObjectNode rest = given.deepCopy().without(List.of("runId"));
        return replays.read(new Body(rest), parent, new NewId(child, new Body(given).hash("replay")));
    }
}
