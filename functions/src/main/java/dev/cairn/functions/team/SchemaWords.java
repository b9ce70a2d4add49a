package dev.cairn.functions.team;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.cairn.core.error.Fault;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a validator found, in plain words: where it is, what is wrong, what is allowed. */
final class SchemaWords {
    private static final int MAX_QUOTE = 80;

    private SchemaWords() {}

    /**
     * @param root the schema's document
     * @param field the path of the value that was checked
     */
    static Fault fault(Error error, JsonNode root, String field) {
        String path = path(field, error.getInstanceLocation());
        JsonNode rule = error.getSchemaNode();
        JsonNode found = error.getInstanceNode();
        JsonNode around = around(error, root);
        return switch (String.valueOf(error.getKeyword())) {
            case "required" -> new Fault(join(path, String.valueOf(error.getProperty())), "must be given");
            case "additionalProperties", "unevaluatedProperties" ->
                new Fault(join(path, brief(String.valueOf(error.getProperty()))), unknown(around));
            case "type" -> new Fault(path, "must be " + types(rule) + ", was " + was(found));
            case "enum" -> new Fault(path, "must be one of " + values(rule) + quoted(found));
            case "const" -> new Fault(path, "must be " + brief(text(rule)) + quoted(found));
            case "pattern" -> new Fault(path, comment(around, "must match the pattern " + text(rule)) + quoted(found));
            case "minLength" -> new Fault(path, rule.asInt(0) == 1 ? "must not be empty" : least(rule, "character"));
            case "maxLength" -> new Fault(path, most(rule, "character"));
            case "minItems" -> new Fault(path, least(rule, "item") + ", has " + found.size());
            case "maxItems" -> new Fault(path, most(rule, "item") + ", has " + found.size());
            case "minProperties" -> new Fault(path, least(rule, "field") + ", has " + found.size());
            case "maxProperties" -> new Fault(path, most(rule, "field") + ", has " + found.size());
            case "minimum" -> new Fault(path, "must be " + text(rule) + " or more" + quoted(found));
            case "maximum" -> new Fault(path, "must be " + text(rule) + " or less" + quoted(found));
            case "propertyNames" -> new Fault(path, "has a name that is not allowed: " + brief(message(error)));
            default -> new Fault(path, brief(message(error)));
        };
    }

    private static String path(String field, NodePath location) {
        StringBuilder path = new StringBuilder(field);
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(brief(String.valueOf(element)));
            }
        }
        return path.toString();
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The schema in which the keyword stands. */
    private static JsonNode around(Error error, JsonNode root) {
        NodePath fragment = error.getSchemaLocation().getFragment();
        JsonNode at = root;
        for (int i = 0; i < fragment.getNameCount() - 1; i++) {
            Object element = fragment.getElement(i);
            at = element instanceof Integer index ? at.path(index) : at.path(String.valueOf(element));
        }
        return at;
    }

    private static String unknown(JsonNode schema) {
        String names = String.join(", ", schema.path("properties").propertyNames());
        return names.isEmpty() ? "is not allowed here" : "is not known; allowed are " + names;
    }

    private static String comment(JsonNode schema, String otherwise) {
        return schema.path("$comment").asString(otherwise);
    }

    private static String types(JsonNode rule) {
        return rule.isArray()
                ? StreamSupport.stream(rule.spliterator(), false)
                        .map(SchemaWords::type)
                        .collect(Collectors.joining(" or "))
                : type(rule);
    }

    private static String type(JsonNode word) {
        return switch (word.asString("")) {
            case "object" -> "an object";
            case "array" -> "a list";
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> "null";
        };
    }

    private static String was(@Nullable JsonNode found) {
        return found == null
                ? "nothing"
                : switch (found.getNodeType()) {
                    case OBJECT -> "an object";
                    case ARRAY -> "a list";
                    case STRING -> "a text";
                    case NUMBER, BOOLEAN -> brief(found.asString());
                    default -> "null";
                };
    }

    private static String values(JsonNode rule) {
        List<String> values = StreamSupport.stream(rule.spliterator(), false)
                .map(SchemaWords::text)
                .toList();
        return String.join(", ", values);
    }

    private static String quoted(@Nullable JsonNode found) {
        return found == null || found.isContainer() ? "" : ", was " + brief(found.toString());
    }

    private static String least(JsonNode rule, String what) {
        return "must have at least " + counted(rule, what);
    }

    private static String most(JsonNode rule, String what) {
        return "must have at most " + counted(rule, what);
    }

    private static String counted(JsonNode rule, String what) {
        return text(rule) + " " + what + (rule.asInt(0) == 1 ? "" : "s");
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static String message(Error error) {
        return String.valueOf(error.getMessage());
    }

    private static String brief(String text) {
        return text.length() <= MAX_QUOTE ? text : text.substring(0, MAX_QUOTE) + "...";
    }
}
