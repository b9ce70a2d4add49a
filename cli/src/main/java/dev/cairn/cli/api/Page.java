package dev.cairn.cli.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Part of a list.
 *
 * @param next where the rest begins; null at the end
 * @param unreadable what belongs there and the server cannot read, with its words for each
 */
public record Page(List<JsonNode> items, @Nullable String next, List<JsonNode> unreadable) {
    public Page {
        items = List.copyOf(items);
        unreadable = List.copyOf(unreadable);
    }

    public Page(List<JsonNode> items, @Nullable String next) {
        this(items, next, List.of());
    }

    /** As the API answers it: the items under the name that they have there, and where the rest begins. */
    public ObjectNode document(String field) {
        ObjectNode document = CairnApi.object();
        document.putArray(field).addAll(items);
        if (!unreadable.isEmpty()) {
            document.putArray("unreadable").addAll(unreadable);
        }
        return document.put("next", next);
    }

    static Page of(JsonNode answer, String field) {
        return new Page(
                answer.path(field).valueStream().toList(),
                answer.path("next").isValueNode() && !answer.path("next").isNull()
                        ? answer.path("next").asString()
                        : null,
                answer.path("unreadable").valueStream().toList());
    }
}
