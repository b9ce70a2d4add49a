package dev.cairn.functions.approval;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person is waited for.
 *
 * @param task its first 500 characters
 * @param planHash of a plan review
 * @param link where it can be answered without any further identity: whoever has it may decide, so it is given to those
 *     who are to decide and to no log; null where no public address is configured
 */
public record RequestNotice(
        RunKey run,
        RequestId requestId,
        RequestType type,
        String task,
        @Nullable String planHash,
        Instant expiresAt,
        @Nullable String link) {
    public RequestNotice {
        requireNonNull(run, "run is null");
        requireNonNull(requestId, "requestId is null");
        requireNonNull(type, "type is null");
        requireNonNull(task, "task is null");
        requireNonNull(expiresAt, "expiresAt is null");
    }

    /** Without the link and the task. */
    @Override
    public String toString() {
        return "RequestNotice[" + run + ", " + requestId + ", " + type + ", link "
                + (link == null ? "none" : "withheld") + "]";
    }
}
