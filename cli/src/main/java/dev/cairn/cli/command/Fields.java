package dev.cairn.cli.command;

import dev.cairn.cli.terminal.Columns;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import java.util.List;

/** A page of names and values, the values aligned and wrapped. */
final class Fields {
    private static final int NAME = 12;

    private final Screen screen;

    Fields(Screen screen) {
        this.screen = screen;
    }

    /** Nothing, if the value is empty. */
    Fields field(String name, String value) {
        if (!value.isBlank()) {
            List<String> lines = Columns.wrap(SafeText.of(value).strip(), screen.width() - NAME - 2);
            for (int i = 0; i < lines.size(); i++) {
                String label = i == 0 ? name : "";
                screen.line((screen.style().dim(Columns.pad(label, NAME)) + "  " + lines.get(i)).stripTrailing());
            }
        }
        return this;
    }
}
