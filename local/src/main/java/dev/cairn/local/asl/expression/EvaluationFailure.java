package dev.cairn.local.asl.expression;

import static java.util.Objects.requireNonNull;

/** An expression that gave nothing usable: States.QueryEvaluationError. */
public final class EvaluationFailure extends Exception {
    private final String location;

    /**
     * @param location the field of the state, for example Output/result
     * @param message  what happened, naming the expression
     */
    public EvaluationFailure(String location, String message) {
        super(requireNonNull(message, "message is null"));
        this.location = requireNonNull(location, "location is null");
    }

    /** The field of the state, for example Output/result. */
    public String location() {
        return location;
    }

    /** What this is, as a sentence. */
    public String what() {
        return requireNonNull(getMessage(), "message is null");
    }
}
