package dev.cairn.cli.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Part of a list.
 *
 * @param next where the rest begins; null at the end
 */
public record Page(List<JsonNode> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /** As the API answers it: the items under the name that they have there, and where the rest begins. */
    public ObjectNode document(String field) {
        ObjectNode document = CairnApi.object();
        document.putArray(field).addAll(items);
        return document.put("next", next);
    }

    static Page of(JsonNode answer, String field) {
        return new Page(
                answer.path(field).valueStream().toList(),
                answer.path("next").isValueNode() && !answer.path("next").isNull()
                        ? answer.path("next").asString()
                        : null);
    }
}
