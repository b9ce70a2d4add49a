package dev.cairn.functions.reconcile;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.Failing;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.ExecutionRuns;
import dev.cairn.functions.Services;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Records that an execution ended without saying so itself: stopped by hand, timed out, or failed where nothing could
 * be caught. A run that waits for a person goes on waiting: the answer starts another execution.
 */
public final class DeadExecutions {
    private final Failing failing;
    private final IndexStore index;
    private final TenantId consoleTenant;

    /** @param consoleTenant whose the runs are that people start as executions */
    public DeadExecutions(Services services, TenantId consoleTenant) {
        this.failing = services.failing();
        this.index = services.machine().index();
        this.consoleTenant = consoleTenant;
    }

    /**
     * @param arn of the execution
     * @param input what it was started with
     * @param status how it ended, in Step Functions' word
     * @return whether a run was marked FAILED for it
     */
    public boolean record(String arn, String input, String status) {
        Optional<Died> died = pointer(input)
                .map(pointer -> new Died(pointer.run(), pointer.epoch()))
                .or(() -> Optional.of(new Died(new RunKey(consoleTenant, ExecutionRuns.idOf(arn)), 1)));
        return died.flatMap(one -> index.get(RunRecord.key(one.run()))
                        .map(Versioned::record)
                        .filter(run -> run.epoch() == one.epoch()))
                .map(run -> failing.died(
                        run.run(),
                        run.epoch(),
                        "Its execution ended as " + status + " without a word of the run. Resume it with: cairn resume "
                                + run.runId()))
                .orElse(false);
    }

    private record Died(RunKey run, long epoch) {}

    private static Optional<Pointer> pointer(String input) {
        try {
            JsonNode tree = Json.tree(input);
            return tree.has("runId") ? Optional.of(Json.fromTree(tree, Pointer.class)) : Optional.empty();
        } catch (JacksonException noPointer) {
            return Optional.empty();
        }
    }
}
