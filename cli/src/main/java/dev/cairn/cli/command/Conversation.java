package dev.cairn.cli.command;

import dev.cairn.cli.terminal.Markdown;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Entries of a log, one below the other. */
final class Conversation {
    private final Screen out;

    Conversation(Screen out) {
        this.out = out;
    }

    void show(List<JsonNode> entries) {
        for (JsonNode entry : entries) {
            String author = SafeText.line(entry.path("author").asString("?"));
            String kind = SafeText.line(entry.path("kind").asString("").replace('_', ' '));
            out.line(out.style().dim(entry.path("ordinal").asString("") + " ")
                    + out.style().speaker(author) + " " + out.style().dim(kind));
            Markdown markdown = new Markdown(out, 2);
            markdown.feed(text(entry));
            markdown.finish();
            JsonNode calls = entry.path("content").path("toolCalls");
            calls.valueStream()
                    .forEach(call -> out.lines(out.wrapped(
                            call.path("name").asString("") + "("
                                    + call.path("arguments").toString() + ")",
                            2)));
            out.line("");
        }
    }

    private static String text(JsonNode entry) {
        JsonNode content = entry.path("content");
        String text = content.isObject()
                ? content.path("text").asString("")
                : content.isString() ? content.asString() : entry.path("text").asString("");
        return entry.path("kind").asString("").equals("team") ? TeamLines.ofJson(text) : text;
    }
}
