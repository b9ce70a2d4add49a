package dev.cairn.models.openai;

import dev.cairn.core.log.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as it came, kept beside what is read from it. It holds what only its own model understands (signatures,
 * reasoning, annotations), so that it goes back to that model and to no other.
 */
final class Verbatim {
    private static final String PROVIDER = "openai";

    private Verbatim() {}

    /** Null where the neutral fields say it all: a text need not be stored twice. */
    static @Nullable JsonNode items(String model, ObjectNode message) {
        if (message.propertyStream().allMatch(Verbatim::isPlain)) {
            return null;
        }
        ObjectNode items = JsonNodeFactory.instance.objectNode();
        items.put("provider", PROVIDER).put("model", model).set("message", message);
        return items;
    }

    private static boolean isPlain(Map.Entry<String, JsonNode> field) {
        return switch (field.getKey()) {
            case "role" -> field.getValue().asString("").equals("assistant");
            case "content" -> field.getValue().isString();
            default ->
                field.getValue().isNull()
                        || (field.getValue().isArray() && field.getValue().isEmpty());
        };
    }

    /** Null if the message came from elsewhere. */
    static @Nullable JsonNode of(Content content, String model) {
        JsonNode items = content.items();
        if (items == null
                || !items.path("provider").asString("").equals(PROVIDER)
                || !items.path("model").asString("").equals(model)) {
            return null;
        }
        return items.path("message").isObject() ? items.get("message") : null;
    }
}
