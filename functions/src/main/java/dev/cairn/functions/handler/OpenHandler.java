package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cairn.core.audit.Actor;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.Forking;
import dev.cairn.core.lifecycle.Opening;
import dev.cairn.core.lifecycle.Starting;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Heads;
import dev.cairn.core.step.StepRunner;
import dev.cairn.functions.ExecutionRuns;
import dev.cairn.functions.Services;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first step of every execution. The API's executions bring a pointer to a run that is open already; those that a
 * person started bring a task or a replay, and the run is opened here, under an id that follows from the execution: so
 * trying it again opens no second run.
 */
final class OpenHandler implements Work<OpenHandler.Input> {
    private final StepRunner steps;
    private final Opening opening;
    private final Forking forking;
    private final Starting starting;
    private final IndexStore index;
    private final Heads heads;
    private final ConsoleInput console;
    private final TenantId tenant;

    /** @param tenant whose the runs are that people start as executions */
    OpenHandler(Services services, TenantId tenant) {
        this.steps = services.steps();
        this.opening = services.opening();
        this.forking = services.forking();
        this.starting = services.starting();
        this.index = services.machine().index();
        this.heads = new Heads(services.machine());
        this.console = new ConsoleInput(services);
        this.tenant = requireNonNull(tenant, "tenant is null");
    }

    /** @param execution its ARN */
    record Input(String execution, JsonNode input) {
        Input {
            requireNonNull(execution, "execution is null");
            requireNonNull(input, "input is null");
        }
    }

    @Override
    public Pointer answer(Input given, Context context) {
        JsonNode input = given.input();
        RunKey own = new RunKey(tenant, ExecutionRuns.idOf(given.execution()));
        if (input.has("runId")) {
            return steps.take(StepName.OPEN, pointer(input), () -> false);
        }
        Optional<RunRecord> before = index.get(RunRecord.key(own)).map(Versioned::record);
        if (before.isPresent()) {
            return begun(before.get());
        }
        if (input instanceof ObjectNode body && input.has("task")) {
            return begun(opening.open(console.task(own, body), starter(given)));
        }
        if (input.has("replay") && input.size() == 1) {
            return begun(forking.fork(console.replay(own, input.path("replay")), starter(given)));
        }
        throw new InvalidInputException(
                "input",
                "must be {\"task\": \"...\"}, with what else POST /runs takes, or"
                        + " {\"replay\": {\"runId\": \"...\", \"checkpointId\": \"...\"}}");
    }

    private static Pointer pointer(JsonNode input) {
        try {
            return Json.fromTree(input, Pointer.class);
        } catch (JacksonException wrong) {
            throw new InvalidInputException("input", "is no pointer to a run: " + Json.fault(wrong));
        }
    }

    /** Who may start executions is IAM's to say, and CloudTrail has who did. */
    private static Actor starter(Input given) {
        return new Actor("execution", "Step Functions", given.execution());
    }

    /** This execution is the run's, under whatever name it was started. */
    private Pointer begun(RunRecord opened) {
        return heads.pointer(starting.begun(opened), 0);
    }
}
