package dev.cairn.cli.follow;

import dev.cairn.cli.api.EventView;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Style;
import dev.cairn.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The manager's judgement of a round on one line. */
public final class LedgerLine {
    private LedgerLine() {}

    /** @param data an event's data or a ledger: the five fields, or an object that holds them */
    public static String of(JsonNode data, Style style) {
        JsonNode ledger = ledgerIn(data);
        List<String> parts = new ArrayList<>();
        String satisfied = answer(ledger, "is_request_satisfied");
        if (satisfied.equals("true")) {
            parts.add(style.green("satisfied"));
        }
        parts.add("progress " + good(answer(ledger, "is_progress_being_made"), "true", style));
        parts.add("loop " + good(answer(ledger, "is_in_loop"), "false", style));
        String next = SafeText.line(answer(ledger, "next_speaker"));
        String line = String.join(", ", parts);
        return next.isEmpty() || satisfied.equals("true")
                ? line
                : line + " " + style.glyphs().arrow() + " " + style.speaker(next);
    }

    static JsonNode ledgerIn(JsonNode data) {
        for (String field : List.of("ledger", "progressLedger", "entry", "content")) {
            if (data.path(field).has("is_request_satisfied")) {
                return data.path(field);
            }
        }
        return data.has("is_request_satisfied") ? data : written(data);
    }

    /** As the model wrote it: JSON, perhaps in a fence or in prose. */
    private static JsonNode written(JsonNode data) {
        String text = EventView.textIn(data);
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        try {
            return from < 0 || to < from ? data : Json.tree(text.substring(from, to + 1));
        } catch (JacksonException e) {
            // Not to be read here; the line then shows that it is not known.
            return data;
        }
    }

    private static String answer(JsonNode ledger, String field) {
        JsonNode value = ledger.path(field);
        JsonNode answer = value.isObject() ? value.path("answer") : value;
        return answer.isString() || answer.isBoolean() ? answer.asString() : "";
    }

    private static String good(String answer, String wanted, Style style) {
        return switch (answer) {
            case "true", "false" -> {
                String word = answer.equals("true") ? "yes" : "no";
                yield answer.equals(wanted) ? style.green(word) : style.yellow(word);
            }
            default -> "?";
        };
    }
}
