package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A function that failed. The error type is what retriers and catchers match.
 *
 * <p>An error of the function itself becomes a cause in JSON, as the Lambda runtime reports it. An error of the Lambda
 * service (its name begins with {@code Lambda.}, for example {@code Lambda.TooManyRequestsException}) becomes a cause in
 * plain text.
 */
public final class LambdaFailure extends Exception {
    private static final String SERVICE = "Lambda.";

    private final String errorType;
    private final @Nullable String raw;

    /**
     * @param errorType    the class of the exception, or the name of the service's error
     * @param errorMessage what happened
     */
    public LambdaFailure(String errorType, String errorMessage) {
        this(errorType, errorMessage, null);
    }

    /**
     * @param errorType    the class of the exception, or the name of the service's error
     * @param errorMessage what happened
     * @param raw          the whole report of the runtime as JSON, or null to have one made
     */
    public LambdaFailure(String errorType, String errorMessage, @Nullable String raw) {
        super(requireNonNull(errorMessage, "errorMessage is null"));
        this.errorType = requireNonNull(errorType, "errorType is null");
        this.raw = raw;
    }

    public String errorType() {
        return errorType;
    }

    /** What a history and a catcher get as the cause. */
    String cause() {
        if (raw != null) {
            return raw;
        }
        String message = String.valueOf(getMessage());
        return errorType.startsWith(SERVICE)
                ? message
                : Json.text(JsonNodeFactory.instance
                        .objectNode()
                        .put("errorMessage", message)
                        .put("errorType", errorType));
    }
}
