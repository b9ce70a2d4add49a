package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.request.Response;
import dev.cairn.core.run.RequestId;
import java.time.Instant;

/**
 * A response as it is stored: with what it answers, when it was given and by whom, so that the decision can be told
 * from the objects alone.
 */
public record StoredResponse(RequestId requestId, Response response, Instant at, String by) {
    /** Who answers a request that came into being with its answer. */
    public static final String RECORDED = "recorded";

    public StoredResponse {
        requireNonNull(requestId, "requestId is null");
        requireNonNull(response, "response is null");
        requireNonNull(at, "at is null");
        requireNonNull(by, "by is null");
    }
}
