package dev.cairn.core.event;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An event as it is stored: what a commit's events share stands once beside them. */
public record Occurrence(EventType type, JsonNode data) {
    public Occurrence {
        requireNonNull(type, "type is null");
        requireNonNull(data, "data is null");
    }

    public static Occurrence of(EventType type, Map<String, ?> data) {
        return new Occurrence(type, Json.toTree(data));
    }

    public static Occurrence ofEntry(EventType type, long ordinal) {
        return of(type, Map.of("entry", ordinal));
    }
}
