package dev.cairn.core.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.run.RequestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request as a checkpoint carries it; what it is about lies in the log and is named by ordinal.
 *
 * @param planOrdinal for a plan review: the plan's entry
 * @param planHash for a plan review: SHA-256, hex, of the plan's text; an answer given to another plan is refused
 * @param stalled for a plan review: whether the plan was made anew after a stall
 * @param ledgerOrdinal for a review after a stall: the progress ledger that showed it
 * @param callOrdinal for the others: the entry whose tool call asks
 * @param toolCallId which of that entry's calls
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OpenRequest(
        RequestId requestId,
        RequestType type,
        Instant openedAt,
        Instant expiresAt,
        @Nullable Long planOrdinal,
        @Nullable String planHash,
        boolean stalled,
        @Nullable Long ledgerOrdinal,
        @Nullable Long callOrdinal,
        @Nullable String toolCallId) {
    public OpenRequest {
        requireNonNull(requestId, "requestId is null");
        requireNonNull(type, "type is null");
        requireNonNull(openedAt, "openedAt is null");
        requireNonNull(expiresAt, "expiresAt is null");
    }
}
