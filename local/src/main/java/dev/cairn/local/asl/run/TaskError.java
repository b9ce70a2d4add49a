package dev.cairn.local.asl.run;

import dev.cairn.local.asl.ErrorNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why something failed.
 *
 * @param error its name, or null if whoever reported it gave none
 * @param cause more about it, at most {@value #LONGEST_CAUSE} characters, or null
 */
public record TaskError(@Nullable String error, @Nullable String cause) {
    static final int LONGEST_CAUSE = 32_768;

    public TaskError {
        if (cause != null && cause.length() > LONGEST_CAUSE) {
            cause = cause.substring(0, LONGEST_CAUSE);
        }
    }

    static TaskError timeout() {
        return new TaskError(ErrorNames.TIMEOUT, null);
    }

    static TaskError tooLarge(String what) {
        return new TaskError(
                ErrorNames.DATA_LIMIT_EXCEEDED,
                "The state/task '" + what
                        + "' returned a result with a size exceeding the maximum number of bytes service limit.");
    }

    /** {@code $states.errorOutput}. A time-out has an empty cause there, and none in the history. */
    ObjectNode output() {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("Error", error);
        output.put("Cause", cause == null && ErrorNames.TIMEOUT.equals(error) ? "" : cause);
        return output;
    }
}
