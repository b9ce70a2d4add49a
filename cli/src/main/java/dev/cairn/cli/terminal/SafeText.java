package dev.cairn.cli.terminal;

/**
 * Text from models, people and servers made harmless for a terminal: control characters become visible instead of
 * working, so that a reply can neither move the cursor, set a title, answer a query nor reverse a line.
 */
public final class SafeText {
    private SafeText() {}

    /** Keeps line feeds and tabs; carriage returns become line feeds. */
    public static String of(String text) {
        int first = firstUnsafe(text);
        if (first < 0) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                if (i + 1 >= text.length() || text.charAt(i + 1) != '\n') {
                    safe.append('\n');
                }
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                append(safe, Character.toCodePoint(c, text.charAt(++i)));
            } else {
                append(safe, c);
            }
        }
        return safe.toString();
    }

    /** The same on one line: every run of white space is one space. */
    public static String line(String text) {
        return of(text).replaceAll("\\s+", " ").strip();
    }

    /**
     * A JSON text whose strings hold none of these characters: they are written as escapes, which mean the same. (JSON
     * itself only escapes those below U+0020.)
     */
    public static String json(String json) {
        int first = firstUnsafe(json);
        if (first < 0) {
            return json;
        }
        StringBuilder safe = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(c -> {
            if (c != '\r' && isUnsafe(c)) {
                for (char unit : Character.toChars(c)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static void append(StringBuilder safe, int c) {
        if (!isUnsafe(c)) {
            safe.appendCodePoint(c);
        } else if (c < 0x20) {
            safe.append('^').append((char) (c + '@'));
        } else if (c == 0x7f) {
            safe.append("^?");
        } else if (Character.isSurrogate((char) c) && c <= 0xffff) {
            safe.append('\uFFFD');
        } else if (c == 0x2028 || c == 0x2029 || c == 0x85) {
            safe.append('\n');
        } else {
            safe.append(String.format("<U+%04X>", c));
        }
    }

    private static int firstUnsafe(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (isUnsafe(c)) {
                return i;
            }
            i += Character.charCount(c);
        }
        return -1;
    }

    private static boolean isUnsafe(int c) {
        if (c < 0x20) {
            return c != '\n' && c != '\t';
        }
        return (c >= 0x7f && c < 0xa0)
                || c == 0x61c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff
                || (c >= 0xfff9 && c <= 0xfffb)
                || (c >= 0xd800 && c <= 0xdfff)
                || (c >= 0xe0000 && c <= 0xe007f);
    }
}
