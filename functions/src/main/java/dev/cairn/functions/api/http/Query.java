package dev.cairn.functions.api.http;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.functions.api.problem.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark. Whoever has read all that it knows calls {@link #done}. */
public final class Query {
    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_VALUE = 1024;

    private final Map<String, List<String>> values;
    private final Set<String> known = new LinkedHashSet<>();
    private final Faults faults = new Faults();

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    static Query parse(String raw) {
        if (raw.length() > MAX_LENGTH) {
            throw new InvalidInputException("query", "must be at most " + MAX_LENGTH + " characters");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                values.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("query", "has a percent sign that begins no encoded character");
        }
    }

    /** Null if it is not there. */
    public @Nullable String text(String name) {
        List<String> given = all(name);
        if (given.size() > 1) {
            faults.add(name, "must be given once, is given " + given.size() + " times");
        }
        return given.isEmpty() ? null : given.getFirst();
    }

    public List<String> all(String name) {
        known.add(name);
        List<String> given = values.getOrDefault(name, List.of());
        if (given.stream().anyMatch(value -> value.length() > MAX_VALUE)) {
            faults.add(name, "must be at most " + MAX_VALUE + " characters");
            return List.of();
        }
        return given;
    }

    public int integer(String name, int otherwise, int least, int most) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        faults.add(name, "must be a whole number from " + least + " to " + most + ", was \"" + text + "\"");
        return otherwise;
    }

    public @Nullable Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            faults.add(name, "must be an RFC 3339 instant such as 2026-11-30T18:00:00Z, was \"" + text + "\"");
            return null;
        }
    }

    /** A value that has a form of its own; what its reader throws is a fault. */
    public <T> @Nullable T parsed(String name, Function<String, T> reader) {
        String text = text(name);
        return text == null ? null : faults.attempt(() -> reader.apply(text)).orElse(null);
    }

    public void fault(String name, String detail) {
        faults.add(name, detail);
    }

    /** @throws InvalidInputException with everything that was wrong, unknown parameters included */
    public void done() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                faults.add(
                        name.isEmpty() ? "query" : name,
                        known.isEmpty()
                                ? "is no parameter of this route, which has none"
                                : "is no parameter of this route; there are " + String.join(", ", known));
            }
        }
        faults.throwIfAny();
    }
}
