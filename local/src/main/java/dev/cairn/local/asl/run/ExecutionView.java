package dev.cairn.local.asl.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution at one moment.
 *
 * @param output JSON, once it succeeded
 * @param error  only of one that failed or was aborted, if it has one
 * @param cause  likewise
 */
public record ExecutionView(
        Identity identity,
        ExecutionStatus status,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        Instant startedAt,
        @Nullable Instant endedAt) {
    public ExecutionView {
        input = TaskToken.redact(input);
        output = TaskToken.redactNullable(output);
        error = TaskToken.redactNullable(error);
        cause = TaskToken.redactNullable(cause);
    }
}
