package dev.cairn.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** How wide a text stands on a terminal, and text broken to a width. */
public final class Columns {
    private Columns() {}

    /** Columns that a text without control characters takes. */
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c);
            i += Character.charCount(c);
        }
        return width;
    }

    static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return wide ? 2 : 1;
    }

    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    public static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** The text if it fits, else its beginning and an ellipsis. */
    public static String cut(String text, int width, Glyphs glyphs) {
        return width(text) <= width ? text : head(text, width - width(glyphs.ellipsis())) + glyphs.ellipsis();
    }

    /** Broken at spaces; a continued line keeps the indentation of its own, and that of a list its hanging one. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.replace("\t", "    ").split("\n", -1)) {
            wrapLine(line.stripTrailing(), Math.max(8, width), lines);
        }
        return lines;
    }

    private static void wrapLine(String line, int width, List<String> into) {
        if (width(line) <= width) {
            into.add(line);
            return;
        }
        String hanging = " ".repeat(Math.min(hanging(line), width / 2));
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        StringBuilder current = new StringBuilder(width(indent) < width / 2 ? indent : "");
        boolean empty = true;
        for (String word : line.strip().split(" +")) {
            String rest = word;
            if (!empty && width(current.toString()) + 1 + width(rest) > width) {
                into.add(current.toString());
                current = new StringBuilder(hanging);
                empty = true;
            }
            // A word longer than a line has to be broken somewhere.
            while (width(current.toString()) + (empty ? 0 : 1) + width(rest) > width) {
                String head = head(rest, width - width(current.toString()));
                into.add(current + head);
                rest = rest.substring(head.length());
                current = new StringBuilder(hanging);
                empty = true;
            }
            current.append(empty ? "" : " ").append(rest);
            empty = false;
        }
        into.add(current.toString());
    }

    /** Where the text of a line begins: after its indentation and its list mark. */
    static int hanging(String line) {
        String body = line.stripLeading();
        int indent = line.length() - body.length();
        int mark = 0;
        if (body.startsWith("- ") || body.startsWith("* ") || body.startsWith("+ ")) {
            mark = 2;
        } else {
            while (mark < body.length() && mark < 3 && Character.isDigit(body.charAt(mark))) {
                mark++;
            }
            boolean numbered = mark > 0 && (body.startsWith(". ", mark) || body.startsWith(") ", mark));
            mark = numbered ? mark + 2 : 0;
        }
        return indent + mark;
    }

    private static String head(String text, int width) {
        int taken = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int w = width(c);
            if (taken + w > width && i > 0) {
                break;
            }
            taken += w;
            i += Character.charCount(c);
        }
        return text.substring(0, i);
    }
}
