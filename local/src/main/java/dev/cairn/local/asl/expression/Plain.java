package dev.cairn.local.asl.expression;

import com.dashjoin.jsonata.Jsonata;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the JSONata engine wants it (maps, lists, its own null) and back. */
final class Plain {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Beyond it a double no longer tells every whole number from its neighbours. */
    private static final double LARGEST_EXACT = 1L << 53;

    private Plain() {}

    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = LinkedHashMap.newLinkedHashMap(node.size());
                node.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.values().forEach(item -> list.add(of(item)));
                yield list;
            }
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL, MISSING -> Jsonata.NULL_VALUE;
            case BINARY, POJO -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        };
    }

    private static Number number(JsonNode node) {
        if (node.canConvertToInt() && node.isIntegralNumber()) {
            return node.intValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.doubleValue();
    }

    /**
     * The value as JSON.
     *
     * @throws IllegalArgumentException if it, or something in it, is no JSON, such as a function
     */
    static JsonNode json(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case Map<?, ?> map -> object(map);
            case List<?> list -> array(list);
            case String text -> JSON.stringNode(text);
            case Boolean bool -> JSON.booleanNode(bool);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case BigInteger number -> JSON.numberNode(number);
            case BigDecimal number -> decimal(number.doubleValue());
            case Number number -> decimal(number.doubleValue());
            default -> {
                if (value.equals(Jsonata.NULL_VALUE)) {
                    yield JSON.nullNode();
                }
                throw new IllegalArgumentException("not JSON");
            }
        };
    }

    private static ObjectNode object(Map<?, ?> map) {
        ObjectNode node = JSON.objectNode();
        map.forEach((key, value) -> {
            // An undefined value leaves its field out; JSON's null is another object.
            if (value != null) {
                node.set(String.valueOf(key), json(value));
            }
        });
        return node;
    }

    private static ArrayNode array(List<?> list) {
        ArrayNode node = JSON.arrayNode(list.size());
        list.forEach(value -> node.add(json(value)));
        return node;
    }

    private static JsonNode decimal(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("not a number");
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT;
        return whole ? JSON.numberNode((long) number) : JSON.numberNode(number);
    }
}
