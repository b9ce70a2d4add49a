package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run was opened, as its first checkpoint carries it, so that the objects alone tell what the index knew.
 *
 * @param owner who opened it, as the surroundings vouch for them
 * @param ttlDays how long it is kept after its last update
 * @param bodyHash of the request that opened it under an idempotency key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Opened(
        String owner,
        Map<String, String> labels,
        int ttlDays,
        @Nullable String bodyHash) {
    public Opened {
        requireNonNull(owner, "owner is null");
        labels = Map.copyOf(labels);
    }
}
