package dev.cairn.local.asl;

import dev.cairn.core.json.Json;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.StringNode;

/**
 * Fills in the <code>${Name}</code> of a definition, as a deployment does with its DefinitionSubstitutions.
 *
 * @param values by name
 */
public record Substitutions(Map<String, String> values) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9_]*)}");

    public Substitutions {
        values = Map.copyOf(values);
    }

    /**
     * The definition with every placeholder replaced by its value, escaped for the JSON string that it stands in.
     *
     * @throws IllegalArgumentException if a placeholder has no value; names all of them
     */
    public String apply(String definition) {
        var missing = new TreeSet<String>();
        String filled = PLACEHOLDER.matcher(definition).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                missing.add(found.group(1));
                return Matcher.quoteReplacement(found.group());
            }
            return Matcher.quoteReplacement(escaped(value));
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the definition asks for " + missing
                    + ", for which no value was given; given are " + new TreeSet<>(values.keySet()));
        }
        return filled;
    }

    private static String escaped(String value) {
        String quoted = Json.text(StringNode.valueOf(value));
        return quoted.substring(1, quoted.length() - 1);
    }
}
