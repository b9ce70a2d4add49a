package dev.cairn.core.integrity;

import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A field of a record that says other than it ought to.
 *
 * @param field its name, with those of the fields it lies in before it
 * @param stored the beginning of what it says
 * @param due the beginning of what it ought to say
 */
record Difference(String field, String stored, String due) {
    private static final int SHOWN = 80;

    static List<Difference> between(IndexRecord stored, IndexRecord due) {
        List<Difference> found = new ArrayList<>();
        add("", Json.toTree(stored), Json.toTree(due), found);
        return found;
    }

    private static void add(String field, @Nullable JsonNode stored, @Nullable JsonNode due, List<Difference> found) {
        if (stored != null && due != null && stored.isObject() && due.isObject()) {
            Set<String> names = new TreeSet<>(stored.propertyNames());
            names.addAll(due.propertyNames());
            names.forEach(
                    name -> add(field.isEmpty() ? name : field + "." + name, stored.get(name), due.get(name), found));
        } else if (!said(stored).equals(said(due))) {
            found.add(new Difference(field, shown(said(stored)), shown(said(due))));
        }
    }

    private static String said(@Nullable JsonNode value) {
        return value == null || value.isNull() ? "nothing" : Json.text(value);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN) + " ...";
    }

    /** All of them as one clause. */
    static String words(List<Difference> differences) {
        return differences.stream()
                .map(one -> one.field() + " is " + one.stored() + " and ought to be " + one.due())
                .collect(Collectors.joining("; "));
    }
}
