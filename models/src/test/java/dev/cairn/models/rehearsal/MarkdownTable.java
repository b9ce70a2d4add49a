package dev.cairn.models.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of a Markdown text.
 *
 * @param title the last line of text before it
 * @param rows by their first cell: the other cells by their column's heading, without emphasis
 */
record MarkdownTable(String title, List<String> columns, Map<String, Map<String, String>> rows) {
    static List<MarkdownTable> in(String markdown) {
        List<MarkdownTable> tables = new ArrayList<>();
        List<String> lines = markdown.lines().toList();
        String title = "";
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("|")) {
                title = lines.get(i).isBlank() ? title : lines.get(i);
                continue;
            }
            List<String> columns = cells(lines.get(i));
            Map<String, Map<String, String>> rows = new LinkedHashMap<>();
            for (i += 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
                List<String> cells = cells(lines.get(i));
                Map<String, String> row = new LinkedHashMap<>();
                for (int j = 1; j < columns.size(); j++) {
                    row.put(columns.get(j), cells.get(j));
                }
                rows.put(cells.getFirst(), row);
            }
            tables.add(new MarkdownTable(title, columns, rows));
        }
        return tables;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|"))
                .map(cell -> cell.replace("*", "").strip())
                .toList();
    }
}
