package dev.cairn.functions.handler;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.StepRunner;
import dev.cairn.functions.Services;
import dev.cairn.functions.reconcile.DeadExecutions;
import dev.cairn.functions.reconcile.Reconciler;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Every function of the state machine, and the reconciler's, under the name that the template gives it. */
public final class Functions {
    private Functions() {}

    /** @param consoleTenant whose the runs are that people start as executions */
    public static Map<String, RequestStreamHandler> of(Services services, TenantId consoleTenant) {
        return Map.ofEntries(
                Map.entry(
                        "OpenFunction",
                        new JsonHandler<>(OpenHandler.Input.class, new OpenHandler(services, consoleTenant))),
                step(StepName.PLAN, services.steps()),
                step(StepName.SETTLE, services.steps()),
                step(StepName.EVALUATE_PROGRESS, services.steps()),
                step(StepName.AGENT_TURN, services.steps()),
                step(StepName.REPLAN, services.steps()),
                step(StepName.ANSWER, services.steps()),
                Map.entry(
                        "AwaitPersonFunction",
                        new JsonHandler<>(AwaitPersonHandler.Input.class, new AwaitPersonHandler(services.awaiting()))),
                Map.entry(
                        "HandoverFunction",
                        new JsonHandler<>(Pointer.class, new HandoverHandler(services.handingOver()))),
                Map.entry(
                        "RecordFailureFunction",
                        new JsonHandler<>(
                                RecordFailureHandler.Input.class,
                                new RecordFailureHandler(
                                        services.failing(), services.machine().index(), consoleTenant))),
                Map.entry(
                        "ReconcileFunction",
                        new JsonHandler<>(
                                JsonNode.class,
                                new ReconcileHandler(
                                        new Reconciler(services), new DeadExecutions(services, consoleTenant)))));
    }

    private static Map.Entry<String, RequestStreamHandler> step(StepName step, StepRunner steps) {
        return Map.entry(step.word() + "Function", new JsonHandler<>(Pointer.class, new StepHandler(step, steps)));
    }
}
