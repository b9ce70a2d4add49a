package dev.cairn.functions.team;

import dev.cairn.core.error.Fault;
import dev.cairn.core.json.Json;
import dev.cairn.core.port.SchemaCheck;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Holds values against schemas that teams bring along (JSON Schema 2020-12 unless they say otherwise). They are
 * strangers' work: references lead nowhere but into the schema itself, and size, patterns and steps are bounded.
 */
public final class JsonSchemaCheck implements SchemaCheck {
    /** The longest schema, in characters of JSON. */
    public static final int MAX_SCHEMA = 64 * 1024;

    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

    @Override
    public List<Fault> check(JsonNode schema, JsonNode value, String field) {
        List<Fault> unusable = usable(schema, field);
        if (!unusable.isEmpty()) {
            return unusable;
        }
        try {
            return new Validation(schema).faults(value, field);
        } catch (UnusableSchemaException e) {
            return List.of(refused(field, e.getMessage()));
        }
    }

    /** Whether values can be held against this schema at all. */
    public List<Fault> usable(JsonNode schema, String field) {
        if (!schema.isObject() && !schema.isBoolean()) {
            return List.of(refused(field, "must be an object"));
        }
        if (Json.text(schema).length() > MAX_SCHEMA) {
            return List.of(refused(field, "must be at most " + MAX_SCHEMA + " characters"));
        }
        String outside = outside(schema);
        if (outside != null) {
            return List.of(refused(
                    field,
                    "refers to " + outside + "; only references into itself (\"#/...\") are followed, and nothing is"
                            + " fetched"));
        }
        try {
            List<Fault> wrong = schema.isBoolean() ? List.of() : Validation.ofSchema(schema, "");
            if (wrong.isEmpty()) {
                new Validation(schema);
            }
            return wrong.stream()
                    .map(fault -> refused(field, "is none: " + fault))
                    .toList();
        } catch (UnusableSchemaException e) {
            return List.of(refused(field, e.getMessage()));
        }
    }

    private static Fault refused(String field, @Nullable String why) {
        return new Fault(field, "the schema " + why);
    }

    /** A reference that leads out of the schema, if it has one. */
    private static @Nullable String outside(JsonNode schema) {
        for (String keyword : schema.isObject() ? schema.propertyNames() : List.<String>of()) {
            JsonNode value = schema.get(keyword);
            if (REFERENCES.contains(keyword)
                    && value.isString()
                    && !value.stringValue().startsWith("#")) {
                return "\"" + (value.stringValue().length() <= 80 ? value.stringValue() : "...") + "\"";
            }
        }
        for (JsonNode child : schema) {
            String found = outside(child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
