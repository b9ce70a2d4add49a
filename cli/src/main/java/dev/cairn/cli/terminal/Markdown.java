package dev.cairn.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Markdown made readable while it arrives: prose is wrapped word by word, tables are aligned once they are complete,
 * headings stand out. Text may be fed in pieces of any size; what comes out is the same.
 */
public final class Markdown {
    private enum Mode {
        /** The line has not said yet what it is. */
        OPEN,
        PROSE,
        /** Shown when its end is known: a heading, a table's row, a line of code. */
        HELD
    }

    private final Screen screen;
    private final String margin;
    private final StringBuilder pending = new StringBuilder();
    private final List<String> table = new ArrayList<>();
    private Mode mode = Mode.OPEN;
    private String hanging = "";
    private int column;
    private boolean startOfLine = true;
    private boolean inFence;
    private boolean bold;
    private boolean code;

    public Markdown(Screen screen, int indent) {
        this.screen = screen;
        this.margin = " ".repeat(indent);
    }

    public void feed(String text) {
        String safe = SafeText.of(text);
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            if (c == '\n') {
                endLine();
            } else {
                pending.append(c == '\t' ? ' ' : c);
                if (c == ' ' || c == '\t') {
                    atSpace();
                }
            }
        }
        screen.stream().flush();
    }

    /** Shows what is left; afterwards the cursor stands at the start of a line. */
    public void finish() {
        if (!pending.isEmpty() || mode != Mode.OPEN) {
            endLine();
        }
        flushTable();
        inFence = false;
        screen.stream().flush();
    }

    private void atSpace() {
        if (mode == Mode.OPEN) {
            if (pending.toString().isBlank()) {
                return;
            }
            mode = isHeld(pending.toString()) ? Mode.HELD : Mode.PROSE;
            if (mode == Mode.PROSE) {
                beginProse();
            }
        } else if (mode == Mode.PROSE) {
            emitWord();
        }
    }

    private boolean isHeld(String beginning) {
        String mark = beginning.stripLeading();
        return inFence || mark.startsWith("|") || mark.startsWith("```") || mark.matches("#{1,6} .*");
    }

    private void beginProse() {
        flushTable();
        String first = pending.toString();
        int indent = first.length() - first.stripLeading().length();
        hanging = margin + " ".repeat(Math.min(Columns.hanging(first), 12));
        put(margin + " ".repeat(Math.min(indent, 10)));
        pending.delete(0, indent);
        emitWord();
    }

    private void emitWord() {
        String word = pending.toString().strip();
        pending.setLength(0);
        if (word.isEmpty()) {
            return;
        }
        int width = Columns.width(visible(word));
        if (!startOfLine && column + 1 + width > screen.width()) {
            newLine();
            put(hanging);
        } else if (!startOfLine) {
            put(" ");
        }
        for (String rest = word; !rest.isEmpty(); ) {
            int room = Math.max(8, screen.width() - column);
            String part = Columns.width(visible(rest)) <= room ? rest : breakAt(rest, room);
            put(styled(part));
            rest = rest.substring(part.length());
            if (!rest.isEmpty()) {
                newLine();
                put(hanging);
            }
        }
        startOfLine = false;
    }

    private static String breakAt(String word, int room) {
        int end = 0;
        int width = 0;
        while (end < word.length()) {
            int c = word.codePointAt(end);
            width += Columns.width(c);
            if (width > room) {
                break;
            }
            end += Character.charCount(c);
        }
        return word.substring(0, Math.max(1, end));
    }

    private void endLine() {
        String line = pending.toString();
        if (mode == Mode.PROSE) {
            emitWord();
            newLine();
        } else if (line.isBlank() && !inFence) {
            flushTable();
            newLine();
        } else if (isHeld(line + " ")) {
            held(line);
        } else {
            beginProse();
            newLine();
        }
        pending.setLength(0);
        mode = Mode.OPEN;
        bold = false;
        code = false;
    }

    private void held(String line) {
        String body = line.strip();
        if (body.startsWith("```")) {
            flushTable();
            inFence = !inFence;
            screen.stream().print(margin + screen.style().dim(body) + "\n");
        } else if (inFence) {
            screen.stream().print(margin + "  " + line.stripTrailing() + "\n");
        } else if (body.startsWith("|")) {
            table.add(body);
        } else {
            flushTable();
            String heading =
                    screen.style().colour() ? body.replaceFirst("^#+ *", "").replace("**", "") : body;
            for (String part : Columns.wrap(heading, screen.width() - margin.length())) {
                screen.stream().print(margin + screen.style().bold(part) + "\n");
            }
        }
    }

    private void flushTable() {
        if (!table.isEmpty()) {
            List<String> rows = List.copyOf(table);
            table.clear();
            for (String line : MarkdownTable.render(rows, screen.width() - margin.length(), screen.style())) {
                screen.stream().print(margin + line + "\n");
            }
        }
    }

    private String visible(String word) {
        return screen.style().colour() ? word.replace("**", "").replace("`", "") : word;
    }

    /** Marks become colours where there are colours, and stay as they are where there are none. */
    private String styled(String word) {
        if (!screen.style().colour()) {
            return word;
        }
        StringBuilder out = new StringBuilder();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            boolean boldMark = !code && word.startsWith("**", i);
            if (boldMark || word.charAt(i) == '`') {
                out.append(inStyle(run));
                run.setLength(0);
                if (boldMark) {
                    bold = !bold;
                    i++;
                } else {
                    code = !code;
                }
            } else {
                run.append(word.charAt(i));
            }
        }
        return out.append(inStyle(run)).toString();
    }

    private String inStyle(StringBuilder run) {
        String text = run.toString();
        return bold ? screen.style().bold(text) : code ? screen.style().cyan(text) : text;
    }

    private void put(String text) {
        screen.stream().print(text);
        column += Columns.width(text.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    private void newLine() {
        screen.stream().print("\n");
        column = 0;
        startOfLine = true;
    }
}
