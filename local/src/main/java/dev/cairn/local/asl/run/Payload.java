package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * What goes from state to state, as a tree and as the text that a history shows.
 *
 * @param node the tree; nobody changes it
 * @param json the same, written down
 */
record Payload(JsonNode node, String json) {
    /** Bytes of UTF-8 that AWS lets through. */
    static final int LARGEST = 262_144;

    Payload {
        requireNonNull(node, "node is null");
        requireNonNull(json, "json is null");
    }

    static Payload of(JsonNode node) {
        return new Payload(node, Json.text(node));
    }

    boolean isTooLarge() {
        return isTooLarge(json);
    }

    static boolean isTooLarge(String json) {
        return json.length() > LARGEST
                || (json.length() > LARGEST / 3 && json.getBytes(StandardCharsets.UTF_8).length > LARGEST);
    }
}
