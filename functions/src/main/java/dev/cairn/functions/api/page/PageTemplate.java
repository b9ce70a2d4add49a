package dev.cairn.functions.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of HTML with <code>{{places}}</code>. What is put in a place is never searched for places itself. */
record PageTemplate(String name, String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

    static PageTemplate load(String name) {
        return new PageTemplate(name, resource(name + ".html"));
    }

    /** A file beside the templates, without the space around it. */
    static String resource(String file) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** @throws IllegalArgumentException if a place is given nothing, or something is given that has no place */
    Html fill(Map<String, Html> pieces) {
        Matcher matcher = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        int places = 0;
        while (matcher.find()) {
            Html piece = pieces.get(matcher.group(1));
            if (piece == null) {
                throw new IllegalArgumentException(
                        "the page " + name + " needs something for {{" + matcher.group(1) + "}}");
            }
            places++;
            matcher.appendReplacement(filled, Matcher.quoteReplacement(piece.markup()));
        }
        if (places < pieces.size()) {
            throw new IllegalArgumentException("the page " + name + " has no place for one of " + pieces.keySet());
        }
        return Html.ours(matcher.appendTail(filled).toString());
    }
}
