package dev.cairn.cli.terminal;

import java.io.PrintStream;
import java.util.List;

/**
 * One of the two streams that a command writes to.
 *
 * @param width columns that a line may take
 * @param terminal whether a person looks at it
 */
public record Screen(PrintStream stream, Style style, int width, boolean terminal) {
    public void line(String text) {
        stream.print(text + "\n");
        stream.flush();
    }

    public void lines(List<String> lines) {
        lines.forEach(line -> stream.print(line + "\n"));
        stream.flush();
    }

    public void print(String text) {
        stream.print(text);
        stream.flush();
    }

    public Glyphs glyphs() {
        return style.glyphs();
    }

    /** Foreign text: neutralised, wrapped and indented. */
    public List<String> wrapped(String text, int indent) {
        String margin = " ".repeat(indent);
        return Columns.wrap(SafeText.of(text).strip(), width - indent).stream()
                .map(line -> (margin + line).stripTrailing())
                .toList();
    }
}
