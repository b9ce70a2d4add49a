package dev.cairn.core.log;

import static java.util.Objects.requireNonNull;

/**
 * The paid call that an entry came from.
 *
 * @param hash of the request, as the model saw it; a replay finds the answer by it
 */
public record CallRecord(String hash, long inputTokens, long outputTokens) {
    public CallRecord {
        requireNonNull(hash, "hash is null");
    }
}
