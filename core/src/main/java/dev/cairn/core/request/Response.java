package dev.cairn.core.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person answered to a request.
 *
 * @param feedback for revise: what to change; for reject and deny: why
 * @param plan for approve of a plan: the plan to take instead, verbatim
 * @param answer for a question: a text; for a custom request: JSON that fits its schema
 * @param arguments for approve of a tool call: the arguments to call it with instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Response(
        DecisionKind decision,
        @Nullable String feedback,
        @Nullable String plan,
        @Nullable JsonNode answer,
        @Nullable JsonNode arguments) {
    public Response {
        requireNonNull(decision, "decision is null");
    }

    public static Response approve() {
        return new Response(DecisionKind.APPROVE, null, null, null, null);
    }
}
