package dev.cairn.core.log;

import static java.util.Objects.requireNonNull;

import tools.jackson.databind.JsonNode;

/**
 * One call that a model asked for.
 *
 * @param id the provider's id, which the result must name
 */
public record ToolCall(String id, String name, JsonNode arguments) {
    public ToolCall {
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
        requireNonNull(arguments, "arguments is null");
    }
}
