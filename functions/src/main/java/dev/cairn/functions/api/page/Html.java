package dev.cairn.functions.api.page;

import java.util.List;
import java.util.stream.Collectors;

/** A piece of a page. What people, models and tools wrote becomes one only as text. */
public final class Html {
    static final Html NONE = new Html("");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /** Markup of a template of ours. */
    static Html ours(String markup) {
        return new Html(markup);
    }

    /**
     * Somebody's words, to be read. Characters that would hide something or turn the order of what is read (controls,
     * directions, tags) are shown by their number, since somebody decides on what stands here.
     */
    static Html text(String words) {
        StringBuilder shown = new StringBuilder(words.length());
        words.codePoints().forEach(c -> {
            if (deceives(c)) {
                shown.append("[U+%04X]".formatted(c));
            } else if (c != '\r') {
                append(shown, c);
            }
        });
        return new Html(shown.toString());
    }

    /** Somebody's own words, given back to be edited: as they are. */
    static Html exactly(String words) {
        StringBuilder shown = new StringBuilder(words.length());
        words.codePoints().forEach(c -> append(shown, c));
        return new Html(shown.toString());
    }

    static Html join(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }

    private static void append(StringBuilder shown, int c) {
        switch (c) {
            case '&' -> shown.append("&amp;");
            case '<' -> shown.append("&lt;");
            case '>' -> shown.append("&gt;");
            case '"' -> shown.append("&quot;");
            case '\'' -> shown.append("&#39;");
            default -> shown.appendCodePoint(Character.isSurrogate((char) c) && c <= 0xffff ? 0xfffd : c);
        }
    }

    private static boolean deceives(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
        boolean turnsOrder = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        boolean tag = c >= 0xe0000 && c <= 0xe007f;
        return control || turnsOrder || tag;
    }

    String markup() {
        return markup;
    }
}
