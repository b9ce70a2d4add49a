package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One thing that happened in an execution.
 *
 * @param id         counted from 1, without gaps
 * @param previousId the event that led to it; 0 for none
 */
public record HistoryEvent(long id, long previousId, Instant at, EventType type, EventDetails details) {
    public HistoryEvent {
        requireNonNull(at, "at is null");
        requireNonNull(type, "type is null");
        requireNonNull(details, "details is null");
    }
}
