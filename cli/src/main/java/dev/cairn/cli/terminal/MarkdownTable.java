package dev.cairn.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rows of one Markdown table, drawn as a table; what is none is given back as it came. */
final class MarkdownTable {
    private static final Pattern RULE_CELL = Pattern.compile(":?-+:?");
    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

    private MarkdownTable() {}

    static List<String> render(List<String> rows, int width, Style style) {
        if (rows.size() < 2 || !isRule(cells(rows.get(1)))) {
            return rows;
        }
        Table table = new Table(cells(rows.getFirst()));
        List<String> rule = cells(rows.get(1));
        for (int i = 0; i < Math.min(rule.size(), cells(rows.getFirst()).size()); i++) {
            if (rule.get(i).endsWith(":") && !rule.get(i).startsWith(":")) {
                table.right(i);
            }
        }
        rows.subList(2, rows.size()).forEach(row -> table.row(cells(row)));
        return table.lines(width, style);
    }

    private static boolean isRule(List<String> cells) {
        return !cells.isEmpty()
                && cells.stream().allMatch(cell -> RULE_CELL.matcher(cell).matches());
    }

    private static List<String> cells(String row) {
        String body = row.substring(1, row.endsWith("|") && row.length() > 1 ? row.length() - 1 : row.length());
        List<String> cells = new ArrayList<>();
        for (String cell : BAR.split(body, -1)) {
            cells.add(cell.strip().replace("\\|", "|").replace("**", ""));
        }
        return cells;
    }
}
