package dev.cairn.functions.handler;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
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
                function("OpenFunction", OpenHandler.Input.class, new OpenHandler(services, consoleTenant), services),
                step(StepName.PLAN, services),
                step(StepName.SETTLE, services),
                step(StepName.EVALUATE_PROGRESS, services),
                step(StepName.AGENT_TURN, services),
                step(StepName.REPLAN, services),
                step(StepName.ANSWER, services),
                function(
                        "AwaitPersonFunction",
                        AwaitPersonHandler.Input.class,
                        new AwaitPersonHandler(services.waiting()),
                        services),
                function("HandoverFunction", Pointer.class, new HandoverHandler(services.handingOver()), services),
                function(
                        "RecordFailureFunction",
                        RecordFailureHandler.Input.class,
                        new RecordFailureHandler(
                                services.failing(), services.machine().index(), consoleTenant),
                        services),
                function(
                        "ReconcileFunction",
                        JsonNode.class,
                        new ReconcileHandler(new Reconciler(services), new DeadExecutions(services, consoleTenant)),
                        services));
    }

    private static Map.Entry<String, RequestStreamHandler> step(StepName step, Services services) {
        return function(step.word() + "Function", Pointer.class, new StepHandler(step, services.steps()), services);
    }

    private static <I> Map.Entry<String, RequestStreamHandler> function(
            String name, Class<I> input, Work<I> work, Services services) {
        return Map.entry(name, new JsonHandler<>(input, work, services.brokenObjects()));
    }
}
