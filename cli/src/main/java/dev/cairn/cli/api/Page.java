package dev.cairn.cli.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Part of a list.
 *
 * @param next where the rest begins; null at the end
 */
public record Page(List<JsonNode> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    static Page of(JsonNode answer, String field) {
        return new Page(
                answer.path(field).valueStream().toList(),
                answer.path("next").isValueNode() && !answer.path("next").isNull()
                        ? answer.path("next").asString()
                        : null);
    }
}
