package dev.cairn.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A titled frame around a text. */
public final class Box {
    private Box() {}

    /** Lines of at most {@code width} columns; the text is neutralised and wrapped here. */
    public static List<String> around(String title, String text, int width, Style style) {
        Glyphs g = style.glyphs();
        int inner = Math.max(16, width - 4);
        List<String> lines = new ArrayList<>();
        String head = Columns.cut(SafeText.line(title), inner - 2, g);
        lines.add(style.dim(g.topLeft() + g.line()) + " " + style.bold(head) + " "
                + style.dim(g.line().repeat(Math.max(0, inner - Columns.width(head) - 1)) + g.topRight()));
        for (String line : Columns.wrap(SafeText.of(text).strip(), inner)) {
            lines.add(style.dim(g.bar()) + " " + Columns.pad(line, inner) + " " + style.dim(g.bar()));
        }
        lines.add(style.dim(g.bottomLeft() + g.line().repeat(inner + 2) + g.bottomRight()));
        return lines;
    }
}
