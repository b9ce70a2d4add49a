package dev.cairn.functions.api.body;

import dev.cairn.functions.api.problem.Faults;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an object, read one by one; null counts as left out. What is wrong is kept and reading goes on. Whoever
 * has read all that it knows calls {@link #done}.
 */
public final class Fields {
    private final ObjectNode tree;
    private final String prefix;
    private final Faults faults;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(ObjectNode tree, String prefix, Faults faults) {
        this.tree = tree;
        this.prefix = prefix;
        this.faults = faults;
    }

    public @Nullable JsonNode node(String name) {
        known.add(name);
        JsonNode value = tree.get(name);
        return value == null || value.isNull() ? null : value;
    }

    public @Nullable String text(String name) {
        JsonNode value = node(name);
        if (value == null || value.isString()) {
            return value == null ? null : value.stringValue();
        }
        return wrong(name, "a text", value);
    }

    /** A text that must be there; empty, and a fault, if it is not. */
    public String requiredText(String name) {
        if (node(name) == null) {
            faults.add(path(name), "must be given");
        }
        String text = text(name);
        return text == null ? "" : text;
    }

    public @Nullable Integer integer(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        return value.isIntegralNumber() && value.canConvertToInt()
                ? Integer.valueOf(value.intValue())
                : wrong(name, "a whole number", value);
    }

    public @Nullable Long longInteger(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        return value.isIntegralNumber() && value.canConvertToLong()
                ? Long.valueOf(value.longValue())
                : wrong(name, "a whole number", value);
    }

    public @Nullable Boolean flag(String name) {
        JsonNode value = node(name);
        if (value == null || value.isBoolean()) {
            return value == null ? null : Boolean.valueOf(value.booleanValue());
        }
        return wrong(name, "true or false", value);
    }

    public @Nullable Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            faults.add(path(name), "must be an RFC 3339 instant such as 2026-11-30T18:00:00Z");
            return null;
        }
    }

    /** One of an enumeration's words, which are its names in lower case. */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        E[] all = type.getEnumConstants();
        for (E one : all) {
            if (word(one).equals(text)) {
                return one;
            }
        }
        String words = Arrays.stream(all).map(Fields::word).collect(Collectors.joining(", "));
        faults.add(path(name), "must be one of " + words + ", was \"" + brief(text) + "\"");
        return null;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    /** An object within this one. */
    public @Nullable Fields object(String name) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return new Fields(object, path(name), faults);
        }
        return wrong(name, "an object", value);
    }

    /** The objects of a list; what the reader makes of each. */
    public <T> List<T> objects(String name, int most, Function<Fields, T> reader) {
        JsonNode value = node(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            wrong(name, "a list", value);
            return List.of();
        }
        if (value.size() > most) {
            faults.add(path(name), "must have at most " + most + " items, has " + value.size());
            return List.of();
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i) instanceof ObjectNode object) {
                read.add(reader.apply(new Fields(object, path(name) + "[" + i + "]", faults)));
            } else {
                wrong(name + "[" + i + "]", "an object", value.get(i));
            }
        }
        return read;
    }

    public Map<String, String> texts(String name) {
        JsonNode value = node(name);
        Map<String, String> read = new LinkedHashMap<>();
        if (value == null) {
            return read;
        }
        if (!value.isObject()) {
            wrong(name, "an object of texts", value);
            return read;
        }
        value.properties().forEach(field -> {
            if (field.getValue().isString()) {
                read.put(field.getKey(), field.getValue().stringValue());
            } else {
                wrong(name + "." + brief(field.getKey()), "a text", field.getValue());
            }
        });
        return read;
    }

    /** The path of a field within the whole body. */
    public String path(String name) {
        return Faults.join(prefix, name);
    }

    public Faults faults() {
        return faults;
    }

    /** What is not known is a fault: a misspelt field is not passed over. */
    public void done() {
        tree.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(
                        path(brief(name)),
                        known.isEmpty()
                                ? "is not known; nothing is allowed here"
                                : "is not known; allowed are " + String.join(", ", known)));
    }

    private <T> @Nullable T wrong(String name, String wanted, JsonNode found) {
        faults.add(
                path(name),
                "must be " + wanted + ", was "
                        + switch (found.getNodeType()) {
                            case ARRAY -> "a list";
                            case OBJECT -> "an object";
                            case STRING -> "a text";
                            case NUMBER -> "the number " + brief(found.asString());
                            case BOOLEAN -> found.asString();
                            default -> "null";
                        });
        return null;
    }

    /** What is quoted back is short. */
    private static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
