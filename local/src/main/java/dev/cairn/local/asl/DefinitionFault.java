package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with a definition.
 *
 * @param code     what kind of fault, in AWS's words, for example SCHEMA_VALIDATION_FAILED
 * @param location a path into the definition, for example /States/Plan/Next
 * @param message  what is wrong and what is allowed
 */
public record DefinitionFault(String code, String location, String message) {
    static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
    static final String TRANSITION = "MISSING_TRANSITION_TARGET";
    static final String NOT_JSON = "INVALID_JSON_DESCRIPTION";

    public DefinitionFault {
        requireNonNull(code, "code is null");
        requireNonNull(location, "location is null");
        requireNonNull(message, "message is null");
    }

    @Override
    public String toString() {
        return code + ": " + message + " at " + location;
    }
}
