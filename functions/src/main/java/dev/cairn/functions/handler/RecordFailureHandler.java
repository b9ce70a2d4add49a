package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.lifecycle.Failing;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.ExecutionRuns;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Marks the run of an execution that cannot go on as FAILED. */
final class RecordFailureHandler implements Work<RecordFailureHandler.Input> {
    private final Failing failing;
    private final IndexStore index;
    private final TenantId consoleTenant;

    RecordFailureHandler(Failing failing, IndexStore index, TenantId consoleTenant) {
        this.failing = requireNonNull(failing, "failing is null");
        this.index = requireNonNull(index, "index is null");
        this.consoleTenant = requireNonNull(consoleTenant, "consoleTenant is null");
    }

    /**
     * @param execution its ARN
     * @param pointer null if the execution failed before it had one
     * @param error the name of the error
     * @param cause what the function reported, as the runtime's JSON or as text
     */
    record Input(
            String execution,
            @Nullable Pointer pointer,
            @Nullable String error,
            @Nullable String cause) {
        Input {
            requireNonNull(execution, "execution is null");
        }
    }

    @Override
    public Map<String, ?> answer(Input input, Context context) {
        Optional<Pointer> pointer =
                input.pointer() == null ? ofExecution(input.execution()) : Optional.of(input.pointer());
        pointer.ifPresent(known -> failing.fail(known, new ReportedFailure(input.error(), input.cause()).words()));
        return Map.of("recorded", pointer.isPresent());
    }

    /** The run that the execution may have opened before it failed. */
    private Optional<Pointer> ofExecution(String arn) {
        RunKey key = new RunKey(consoleTenant, ExecutionRuns.idOf(arn));
        return index.get(RunRecord.key(key))
                .map(Versioned::record)
                .map(run -> new Pointer(
                        run.tenant(),
                        run.runId(),
                        run.epoch(),
                        run.seq(),
                        run.checkpointId(),
                        StepName.CLOSE,
                        0,
                        null));
    }
}
