package dev.cairn.cli.command;

import dev.cairn.cli.terminal.Columns;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What changed, field by field: a value that has a {@code from} and a {@code to} as the two, whatever else the server
 * tells under its name.
 */
final class DiffPage {
    private static final Set<String> ENTRY_LISTS = Set.of("entries", "appended", "added");

    private final Screen out;

    DiffPage(Screen out) {
        this.out = out;
    }

    void show(JsonNode diff) {
        if (diff.isEmpty()) {
            out.line("Nothing changed.");
            return;
        }
        diff.properties().forEach(field -> show(field.getKey(), field.getValue()));
    }

    private void show(String name, JsonNode value) {
        if (value.isNull() || (value.isContainer() && value.isEmpty())) {
            return;
        }
        if (value.isArray() && ENTRY_LISTS.contains(name)) {
            out.line(out.style().bold(name));
            new Conversation(out).show(value.valueStream().toList());
        } else if (value.isArray() && value.get(0).has("path")) {
            for (JsonNode change : value.values()) {
                change(change.path("path").asString(name), change);
            }
        } else if (value.isObject() && value.has("from") && value.has("to")) {
            change(name, value);
        } else if (value.isObject()) {
            value.properties().forEach(field -> show(name + "." + field.getKey(), field.getValue()));
        } else {
            new Fields(out).field(name, text(value));
        }
    }

    private void change(String name, JsonNode change) {
        if (change.path("from").equals(change.path("to"))) {
            return;
        }
        out.line(out.style().bold(SafeText.line(name)));
        lines("- ", change.path("from"), false);
        lines("+ ", change.path("to"), true);
    }

    private void lines(String sign, JsonNode value, boolean added) {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        for (String line : Columns.wrap(SafeText.of(text(value)).strip(), out.width() - 4)) {
            String text = "  " + sign + line;
            out.line(added ? out.style().green(text) : out.style().red(text));
        }
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString("") : value.toPrettyString();
    }
}
