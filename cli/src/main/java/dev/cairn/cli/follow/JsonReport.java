package dev.cairn.cli.follow;

import dev.cairn.cli.api.RunView;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.core.json.Json;

/** The run as the last line. */
public record JsonReport(Screen out) implements Report {
    @Override
    public void finished(RunView run) {
        out.line(SafeText.json(Json.text(run.json())));
    }
}
