package dev.cairn.core.port;

import dev.cairn.core.error.Fault;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Holds a value against a JSON schema. */
@FunctionalInterface
public interface SchemaCheck {
    /** @return every fault, each with its path below {@code field}; none if the value fits */
    List<Fault> check(JsonNode schema, JsonNode value, String field);
}
