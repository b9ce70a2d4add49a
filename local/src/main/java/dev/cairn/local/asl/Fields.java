package dev.cairn.local.asl;

import dev.cairn.local.asl.expression.Expression;
import dev.cairn.local.asl.expression.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object of a definition, read field by field. A field that is missing or of the wrong type is a fault and reads as
 * null; a field that nobody asked for is a fault in the end.
 */
final class Fields {
    private static final Set<String> JSON_PATH = Set.of(
            "InputPath",
            "OutputPath",
            "Parameters",
            "ResultPath",
            "ResultSelector",
            "Result",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "ErrorPath",
            "CausePath",
            "Variable");

    private final ObjectNode object;
    private final String path;
    private final Faults faults;
    private final Set<String> asked = new TreeSet<>();

    Fields(ObjectNode object, String path, Faults faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    String path(String field) {
        return path.equals("/") ? "/" + field : path + "/" + field;
    }

    boolean has(String field) {
        return object.has(field);
    }

    void fault(String field, String message) {
        faults.schema(path(field), message);
    }

    @Nullable
    JsonNode any(String field) {
        asked.add(field);
        return object.get(field);
    }

    @Nullable
    String text(String field) {
        JsonNode value = any(field);
        if (value == null || value.isString()) {
            return value == null ? null : value.stringValue();
        }
        fault(field, "The field '" + field + "' must be a string");
        return null;
    }

    @Nullable
    String required(String field) {
        if (!has(field)) {
            asked.add(field);
            faults.schema(path, "These fields are required: [" + field + "]");
            return null;
        }
        return text(field);
    }

    @Nullable
    Boolean bool(String field) {
        JsonNode value = any(field);
        if (value == null || value.isBoolean()) {
            return value == null ? null : value.booleanValue();
        }
        fault(field, "The field '" + field + "' must be true or false");
        return null;
    }

    @Nullable
    Long whole(String field, long least, long most) {
        JsonNode value = any(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            fault(field, "The field '" + field + "' must be a whole number between " + least + " and " + most);
            return null;
        }
        return value.longValue();
    }

    @Nullable
    Double decimal(String field, double least) {
        JsonNode value = any(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || value.doubleValue() < least) {
            fault(field, "The field '" + field + "' must be a number of at least " + least);
            return null;
        }
        return value.doubleValue();
    }

    @Nullable
    Seconds seconds(String field, long least) {
        JsonNode value = object.get(field);
        if (value != null && value.isString()) {
            Expression expression = expression(field);
            return expression == null ? null : new Seconds.Computed(expression);
        }
        Long seconds = whole(field, least, Seconds.LONGEST);
        return seconds == null ? null : new Seconds.Fixed(seconds);
    }

    @Nullable
    Text literalOrComputed(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        if (!Expression.isExpression(text)) {
            return new Text.Fixed(text);
        }
        Expression expression = expression(field);
        return expression == null ? null : new Text.Computed(expression);
    }

    private @Nullable Expression expression(String field) {
        String text = text(field);
        return text == null ? null : compiled(text, path(field));
    }

    @Nullable
    Template template(String field) {
        JsonNode value = any(field);
        return value == null ? null : template(value, path(field));
    }

    /** An object of an array field, one after the other; what is no object is a fault. */
    List<Fields> objects(String field) {
        JsonNode value = any(field);
        var elements = new ArrayList<Fields>();
        if (value == null) {
            return elements;
        }
        if (!value.isArray()) {
            fault(field, "The field '" + field + "' must be an array");
            return elements;
        }
        int index = 0;
        for (JsonNode element : value.values()) {
            String place = path(field) + "[" + index++ + "]";
            if (element instanceof ObjectNode one) {
                elements.add(new Fields(one, place, faults));
            } else {
                faults.schema(place, "Must be an object");
            }
        }
        return elements;
    }

    /** The strings of an array field; null and a fault if it is anything else. */
    @Nullable
    List<String> texts(String field) {
        JsonNode value = any(field);
        if (value == null) {
            faults.schema(path, "These fields are required: [" + field + "]");
            return null;
        }
        var texts = new ArrayList<String>();
        if (value.isArray()) {
            value.values().stream().filter(JsonNode::isString).forEach(text -> texts.add(text.stringValue()));
        }
        if (texts.isEmpty() || texts.size() != value.size()) {
            fault(field, "The field '" + field + "' must be an array of at least one string");
            return null;
        }
        return texts;
    }

    private @Nullable Template template(JsonNode value, String place) {
        return switch (value.getNodeType()) {
            case STRING -> {
                if (!Expression.isExpression(value.stringValue())) {
                    yield new Template.Literal(value);
                }
                Expression expression = compiled(value.stringValue(), place);
                yield expression == null ? null : new Template.Computed(expression);
            }
            case OBJECT -> {
                Map<String, Template> fields = new LinkedHashMap<>();
                value.properties().forEach(field -> {
                    Template one = template(field.getValue(), place + "/" + field.getKey());
                    if (one != null) {
                        fields.put(field.getKey(), one);
                    }
                });
                yield new Template.Fields(fields);
            }
            case ARRAY -> {
                var items = new ArrayList<Template>();
                int index = 0;
                for (JsonNode item : value.values()) {
                    Template one = template(item, place + "[" + index++ + "]");
                    if (one != null) {
                        items.add(one);
                    }
                }
                yield new Template.Items(items);
            }
            default -> new Template.Literal(value);
        };
    }

    private @Nullable Expression compiled(String text, String place) {
        try {
            return Expression.compile(text);
        } catch (IllegalArgumentException wrong) {
            faults.schema(place, String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    /** Reports every field that nobody asked for. */
    void refuseTheRest() {
        for (String field : object.propertyNames()) {
            if (asked.contains(field)) {
                continue;
            }
            String why = JSON_PATH.contains(field)
                    ? "belongs to JSONPath; in JSONata use Arguments, Output and Assign"
                    : "is not supported; known here are " + asked;
            fault(field, "Field '" + field + "' " + why);
        }
    }
}
