package dev.cairn.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings, aligned, within a width: what is too wide is wrapped in its cell. */
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

    private final List<String> headings;
    private final boolean[] right;
    private final boolean[] whole;
    private final boolean[] brief;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(List<String> headings) {
        this.headings = headings.stream().map(SafeText::line).toList();
        this.right = new boolean[headings.size()];
        this.whole = new boolean[headings.size()];
        this.brief = new boolean[headings.size()];
    }

    public Table(String... headings) {
        this(List.of(headings));
    }

    /** Aligns a column to the right, as numbers are. */
    public Table right(int column) {
        right[column] = true;
        return this;
    }

    /** Never wraps a column: it holds what people copy. */
    public Table whole(int column) {
        whole[column] = true;
        return this;
    }

    /** Cuts what is too wide in a column, which elsewhere can be read in full. */
    public Table brief(int column) {
        brief[column] = true;
        return this;
    }

    /** Cells beyond the headings are dropped, missing ones are empty. */
    public Table row(List<String> cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            row.add(i < cells.size() ? SafeText.line(cells.get(i)) : "");
        }
        rows.add(row);
        return this;
    }

    public Table row(String... cells) {
        return row(Arrays.asList(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public List<String> lines(int width, Style style) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        cells(headings, widths, style.glyphs()).forEach(line -> lines.add(style.bold(line)));
        List<String> rule = new ArrayList<>();
        for (int w : widths) {
            rule.add(style.glyphs().line().repeat(w));
        }
        lines.add(style.dim(String.join(GAP, rule)));
        for (List<String> row : rows) {
            lines.addAll(cells(row, widths, style.glyphs()));
        }
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(1, Columns.width(headings.get(i)));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], Columns.width(row.get(i)));
            }
        }
        int over = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        while (over > 0) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (!whole[i] && widths[i] > NARROWEST && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private List<String> cells(List<String> row, int[] widths, Glyphs glyphs) {
        List<List<String>> cells = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            List<String> lines = Columns.width(row.get(i)) <= widths[i]
                    ? List.of(row.get(i))
                    : brief[i]
                            ? List.of(Columns.cut(row.get(i), widths[i], glyphs))
                            : Columns.wrap(row.get(i), widths[i]);
            cells.add(lines);
            height = Math.max(height, lines.size());
        }
        List<String> out = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String part = line < cells.get(i).size() ? cells.get(i).get(line) : "";
                text.append(i == 0 ? "" : GAP)
                        .append(right[i] ? Columns.padLeft(part, widths[i]) : Columns.pad(part, widths[i]));
            }
            out.add(text.toString().stripTrailing());
        }
        return out;
    }
}
