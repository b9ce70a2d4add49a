package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.request.DecisionKind;

/**
 * The answer that a request came into being with.
 *
 * @param responseBytes the stored size of the response
 */
public record AnsweredRequest(DecisionKind decision, String responseHash, int responseBytes) {
    public AnsweredRequest {
        requireNonNull(decision, "decision is null");
        requireNonNull(responseHash, "responseHash is null");
    }
}
