package dev.cairn.cli.follow;

import dev.cairn.cli.api.EventView;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.core.json.Json;

/** Events as JSON lines, as they come. */
public record JsonProgress(Screen out, Screen err) implements Progress {
    @Override
    public void event(EventView event) {
        out.line(SafeText.json(Json.text(event.json())));
    }

    @Override
    public void note(String text) {
        err.line(SafeText.line(text));
    }

    @Override
    public void pause() {
        out.stream().flush();
    }
}
