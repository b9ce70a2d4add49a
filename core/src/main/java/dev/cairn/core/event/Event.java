package dev.cairn.core.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened. Where it is about an entry of the log, {@code data.entry} is its ordinal, and the API puts
 * the content beside it.
 *
 * @param id opaque; ids of a run sort as the events happened
 * @param seq of the checkpoint it came with; a delta has the coming one's
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Event(
        String id,
        RunId runId,
        long seq,
        @Nullable CheckpointId checkpointId,
        EventType type,
        Instant at,
        JsonNode data) {
    public Event {
        requireNonNull(id, "id is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(type, "type is null");
        requireNonNull(at, "at is null");
        requireNonNull(data, "data is null");
    }
}
