package dev.cairn.local.asl.expression;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON with expressions in the places of values. */
public sealed interface Template {
    /** Has no expression in it. */
    record Literal(JsonNode value) implements Template {
        public Literal {
            requireNonNull(value, "value is null");
        }
    }

    /** Is one expression. */
    record Computed(Expression expression) implements Template {
        public Computed {
            requireNonNull(expression, "expression is null");
        }
    }

    /** An object with an expression somewhere in it. */
    record Fields(Map<String, Template> fields) implements Template {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** An array with an expression somewhere in it. */
    record Items(List<Template> items) implements Template {
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * The JSON that it stands for.
     *
     * @param location the field of the state that it was written in, for error messages
     * @throws EvaluationFailure of the first expression that fails
     */
    default JsonNode fill(String location, Scope scope) throws EvaluationFailure {
        return switch (this) {
            case Literal literal -> literal.value();
            case Computed computed -> computed.expression().evaluate(location, scope);
            case Fields object -> object(object, location, scope);
            case Items array -> array(array, location, scope);
        };
    }

    private static ObjectNode object(Fields object, String location, Scope scope) throws EvaluationFailure {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, Template> field : object.fields().entrySet()) {
            node.set(field.getKey(), field.getValue().fill(location + "/" + field.getKey(), scope));
        }
        return node;
    }

    private static ArrayNode array(Items array, String location, Scope scope) throws EvaluationFailure {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        for (int index = 0; index < array.items().size(); index++) {
            node.add(array.items().get(index).fill(location + "[" + index + "]", scope));
        }
        return node;
    }
}
