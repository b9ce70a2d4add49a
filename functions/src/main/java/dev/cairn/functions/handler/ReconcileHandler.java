package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.functions.reconcile.DeadExecutions;
import dev.cairn.functions.reconcile.Reconciler;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Looks after runs: on a schedule at all that are due, and at the one whose execution EventBridge says has died. */
final class ReconcileHandler implements Work<JsonNode> {
    private static final String DIED = "Step Functions Execution Status Change";

    private final Reconciler reconciler;
    private final DeadExecutions dead;

    ReconcileHandler(Reconciler reconciler, DeadExecutions dead) {
        this.reconciler = requireNonNull(reconciler, "reconciler is null");
        this.dead = requireNonNull(dead, "dead is null");
    }

    @Override
    public Object answer(JsonNode event, Context context) {
        if (DIED.equals(event.path("detail-type").asString(""))) {
            return Map.of("recorded", died(event.path("detail")));
        }
        Reconciler.Outcome outcome = reconciler.lookAtDue();
        outcome.troubles().forEach(context.getLogger()::log);
        return outcome;
    }

    private boolean died(JsonNode detail) {
        String arn = detail.path("executionArn").asString("");
        if (arn.isEmpty()) {
            throw new InvalidInputException("detail.executionArn", "must be the ARN of the execution that ended");
        }
        return dead.record(
                arn, detail.path("input").asString(""), detail.path("status").asString("FAILED"));
    }
}
