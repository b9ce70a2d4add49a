package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.JsonNode;

/**
 * The JSON that a model is asked to write. A client whose model cannot be held to it asks in words instead.
 *
 * @param name letters, digits, '_' and '-'
 */
public record OutputSchema(String name, JsonNode schema) {
    public OutputSchema {
        requireNonNull(name, "name is null");
        requireNonNull(schema, "schema is null");
    }
}
