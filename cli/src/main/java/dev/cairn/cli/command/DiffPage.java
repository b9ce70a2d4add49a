package dev.cairn.cli.command;

import dev.cairn.cli.terminal.Columns;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What changed between two checkpoints: parts of the state as they were and are, then what was said in between. */
final class DiffPage {
    private final Screen out;

    DiffPage(Screen out) {
        this.out = out;
    }

    void show(JsonNode diff) {
        List<JsonNode> changes = diff.path("changes").valueStream().toList();
        List<JsonNode> appended = diff.path("appended").valueStream().toList();
        if (changes.isEmpty() && appended.isEmpty()) {
            out.line("Nothing changed.");
            return;
        }
        changes.forEach(this::change);
        if (!appended.isEmpty()) {
            out.line("");
            out.line(out.style().bold("Said in between"));
            out.line("");
            new Conversation(out).show(appended);
        }
    }

    private void change(JsonNode change) {
        out.line(out.style().bold(SafeText.line(change.path("path").asString(""))));
        lines("- ", change.path("from"), false);
        lines("+ ", change.path("to"), true);
    }

    private void lines(String sign, JsonNode value, boolean added) {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        String text = value.isValueNode() ? value.asString("") : value.toPrettyString();
        for (String line : Columns.wrap(SafeText.of(text).strip(), out.width() - 4)) {
            String shown = "  " + sign + line;
            out.line(added ? out.style().green(shown) : out.style().red(shown));
        }
    }
}
