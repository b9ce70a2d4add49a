package dev.cairn.models.openai;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A message put together again from the pieces of a stream, fields that Cairn does not know included. */
final class StreamedMessage {
    /** Texts that come whole, and with some servers again and again. */
    private static final Set<String> WHOLE = Set.of("role", "id", "type", "name", "object", "index");

    private final ObjectNode message = JsonNodeFactory.instance.objectNode();
    private @Nullable String finishReason;
    private @Nullable JsonNode usage;

    /** Takes one chunk and returns the text that it brought. */
    String add(JsonNode chunk) {
        if (chunk.path("usage").isObject()) {
            usage = chunk.get("usage");
        }
        JsonNode choice = chunk.path("choices").path(0);
        if (choice.path("finish_reason").isString()) {
            finishReason = choice.get("finish_reason").stringValue();
        }
        JsonNode delta = choice.path("delta");
        if (delta instanceof ObjectNode pieces) {
            merge(message, pieces);
        }
        return Answers.text(delta.path("content"));
    }

    /** Whether the model has said that it is done; what follows are counts. */
    boolean finished() {
        return finishReason != null;
    }

    ObjectNode message() {
        ObjectNode whole = message.deepCopy();
        if (!whole.has("role")) {
            whole.put("role", "assistant");
        }
        if (!whole.has("content")) {
            whole.putNull("content");
        }
        // Where a piece belongs is an affair of the stream; in a whole message the server does not know the field.
        whole.path("tool_calls").forEach(call -> ((ObjectNode) call).remove("index"));
        return whole;
    }

    Optional<String> finishReason() {
        return Optional.ofNullable(finishReason);
    }

    Optional<JsonNode> usage() {
        return Optional.ofNullable(usage);
    }

    private static void merge(ObjectNode into, ObjectNode pieces) {
        for (Map.Entry<String, JsonNode> piece : pieces.properties()) {
            merge(into, piece.getKey(), piece.getValue());
        }
    }

    private static void merge(ObjectNode into, String field, JsonNode came) {
        JsonNode had = into.get(field);
        if (came instanceof ArrayNode more) {
            merge(had instanceof ArrayNode array ? array : into.putArray(field), more);
        } else if (had instanceof ObjectNode object && came instanceof ObjectNode more) {
            merge(object, more);
        } else if (had != null && had.isString() && came.isString()) {
            if (!WHOLE.contains(field) || had.stringValue().isEmpty()) {
                into.put(field, had.stringValue() + came.stringValue());
            }
        } else if (had == null || !came.isNull()) {
            into.set(field, came.deepCopy());
        }
    }

    /** Pieces with an index belong to the element of that index; others are elements themselves. */
    private static void merge(ArrayNode into, ArrayNode pieces) {
        for (JsonNode piece : pieces) {
            ObjectNode had = element(into, piece.path("index"));
            if (had != null && piece instanceof ObjectNode more) {
                merge(had, more);
            } else {
                into.add(piece.deepCopy());
            }
        }
    }

    private static @Nullable ObjectNode element(ArrayNode array, JsonNode index) {
        for (JsonNode element : array) {
            if (index.isInt() && element instanceof ObjectNode object && index.equals(object.get("index"))) {
                return object;
            }
        }
        return null;
    }
}
