package dev.cairn.core.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * All that passes between the states of the state machine: where the run stands, never what it holds. Under 1 KB.
 *
 * @param epoch of the execution; one of an older epoch than the run's ends quietly
 * @param next the state to go to
 * @param steps taken by this execution so far
 * @param waitSeconds for {@code AwaitPerson}: until the request expires, at least 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pointer(
        TenantId tenant,
        RunId runId,
        long epoch,
        long seq,
        CheckpointId checkpointId,
        StepName next,
        int steps,
        @Nullable Long waitSeconds) {
    public Pointer {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(checkpointId, "checkpointId is null");
        requireNonNull(next, "next is null");
    }

    public RunKey run() {
        return new RunKey(tenant, runId);
    }

    public Pointer withNext(StepName other) {
        return new Pointer(tenant, runId, epoch, seq, checkpointId, other, steps, waitSeconds);
    }
}
