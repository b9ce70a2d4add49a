package dev.cairn.functions.handler;

import dev.cairn.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Why a state of the state machine failed, as Step Functions reports it.
 *
 * @param error its name
 * @param cause what the function reported, as the runtime's JSON or as text
 */
public record ReportedFailure(
        @Nullable String error, @Nullable String cause) {
    /** What our functions say is said for people; of others the error's name stands before it. */
    public String words() {
        String name = error == null ? "an error without a name" : error;
        String message = message();
        if (message.isBlank()) {
            return "The execution failed with " + name + ".";
        }
        boolean ours = name.equals(PermanentFailure.class.getName()) || name.equals(TransientFailure.class.getName());
        return ours ? message : name + ": " + message;
    }

    private String message() {
        if (cause == null) {
            return "";
        }
        try {
            return Json.tree(cause).path("errorMessage").asString(cause);
        } catch (JacksonException plainText) {
            return cause;
        }
    }
}
