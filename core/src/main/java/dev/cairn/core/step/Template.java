package dev.cairn.core.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown text with <code>{{places}}</code>. What is put in a place is never searched for places itself. */
record Template(String name, String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

    static Template load(String name) {
        String path = "prompts/" + name + ".md";
        try (InputStream in = Template.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the prompt " + path + " is not on the class path");
            }
            return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the prompt " + path + " cannot be read", e);
        }
    }

    /** @throws IllegalArgumentException if a place of the template is given no value */
    String fill(Map<String, String> values) {
        Matcher matcher = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalArgumentException(
                        "prompt " + name + " needs a value for {{" + matcher.group(1) + "}}");
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString().strip();
    }
}
