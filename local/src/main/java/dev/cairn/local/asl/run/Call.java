package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

/**
 * A function to call for one attempt of a task.
 *
 * @param attempt unique in its execution
 * @param payload JSON; may hold a task token, so it is never shown
 */
record Call(long attempt, String functionName, String payload) {
    Call {
        requireNonNull(functionName, "functionName is null");
        requireNonNull(payload, "payload is null");
    }

    @Override
    public String toString() {
        return "Call[attempt=" + attempt + ", functionName=" + functionName + "]";
    }
}
