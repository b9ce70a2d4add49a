package dev.cairn.local.asl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The errors that a retrier or a catcher is for.
 *
 * <p>{@code States.ALL} stands for every error but {@code States.DataLimitExceeded} and {@code States.Runtime}, which
 * are terminal; {@code States.TaskFailed} for every error but those and {@code States.Timeout}.
 *
 * @param names at least one; a wildcard stands alone
 */
public record ErrorNames(List<String> names) {
    public static final String ALL = "States.ALL";
    public static final String TASK_FAILED = "States.TaskFailed";
    public static final String TIMEOUT = "States.Timeout";
    public static final String RUNTIME = "States.Runtime";
    public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    public static final String QUERY_EVALUATION_ERROR = "States.QueryEvaluationError";
    public static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";

    public ErrorNames {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("ErrorEquals must name at least one error");
        }
    }

    /** Whether an error of that name is meant; null is an error that nobody named. */
    public boolean match(@Nullable String error) {
        return names.stream().anyMatch(name -> switch (name) {
            case ALL -> !isTerminal(error);
            case TASK_FAILED -> !isTerminal(error) && !TIMEOUT.equals(error);
            default -> name.equals(error) && !RUNTIME.equals(error);
        });
    }

    private static boolean isTerminal(@Nullable String error) {
        return RUNTIME.equals(error) || DATA_LIMIT_EXCEEDED.equals(error);
    }
}
