package dev.cairn.models.openai;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON whose texts are all Unicode. A model that is cut off may leave half of a character (a lone surrogate), which JSON
 * can spell and UTF-8 cannot hold: it is replaced by a question mark.
 */
final class WellFormed {
    private WellFormed() {}

    static ObjectNode object(ObjectNode object) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> copy.set(text(field.getKey()), node(field.getValue())));
        return copy;
    }

    private static JsonNode node(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(node(element)));
                yield copy;
            }
            default -> node.isString() ? JsonNodeFactory.instance.stringNode(text(node.stringValue())) : node;
        };
    }

    private static String text(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
