package dev.cairn.core.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run was opened, as its first checkpoint carries it, so that the objects alone tell what the index knew.
 *
 * @param ttlDays how long it is kept after its last update
 * @param bodyHash of the request that opened it under an idempotency key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Opened(
        Map<String, String> labels, int ttlDays, @Nullable String bodyHash) {
    public Opened {
        labels = Map.copyOf(labels);
    }
}
