package dev.cairn.cli.command;

import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.follow.LedgerLine;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.terminal.Box;
import dev.cairn.cli.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** One checkpoint on a page: what a person wants to know of it. Everything there is, is in its JSON. */
final class CheckpointPage {
    private static final int LETTERS_OF_FINGERPRINT = 12;

    private final Screen out;

    CheckpointPage(Screen out) {
        this.out = out;
    }

    void show(JsonNode checkpoint) {
        JsonNode state = checkpoint.path("state");
        out.line(out.style().bold("Checkpoint " + checkpoint.path("seq").asString("")) + "  "
                + checkpoint.path("checkpointId").asString(""));
        Fields fields = new Fields(out)
                .field("run", checkpoint.path("runId").asString(""))
                .field("status", status(checkpoint))
                .field("made by", checkpoint.path("step").asString(""))
                .field(
                        "next",
                        checkpoint.path("terminal").asBoolean(false)
                                ? "nothing"
                                : checkpoint.path("next").asString(""))
                .field("parent", checkpoint.path("parentId").asString(""))
                .field("forked from", RunPage.forkedFrom(checkpoint.path("forkedFrom")))
                .field("made", Times.whole(checkpoint.path("at").asString("")))
                .field("stored", Amounts.bytes(checkpoint.path("bytes").asLong(0)))
                .field("log", entries(checkpoint.path("entries")))
                .field("team", team(checkpoint))
                .field("plan review", words(state.path("planReview").asString("")))
                .field("limits", limits(state.path("limits")))
                .field("rounds", RunPage.counters(state.path("counters")))
                .field("used", RunPage.used(state.path("usage")))
                .field("turn of", state.path("turn").path("speaker").asString(""))
                .field("stops at", words(state.path("stopping").asString("")))
                .field(
                        "waits for",
                        words(checkpoint.path("request").path("type").asString("")));
        if (state.path("afterStall").asBoolean(false)) {
            fields.field("plan", "made anew after a stall");
        }
        if (checkpoint.path("progressLedger").isObject()) {
            fields.field("ledger", LedgerLine.of(checkpoint.path("progressLedger"), out.style()));
        }
        for (String text : new String[] {"task", "facts", "plan", "answer"}) {
            box(text, checkpoint.path("texts").path(text).asString(""));
        }
    }

    private static String status(JsonNode checkpoint) {
        String reason = words(checkpoint.path("stopReason").asString(""));
        return checkpoint.path("status").asString("").toLowerCase(Locale.ROOT)
                + (reason.isEmpty() ? "" : " (" + reason + ")");
    }

    private static String entries(JsonNode entries) {
        return entries.isNumber()
                ? String.format(Locale.ROOT, "%,d %s", entries.asLong(), entries.asLong() == 1 ? "entry" : "entries")
                : "";
    }

    /** The fingerprint tells whether two checkpoints have the same team; its beginning is enough for the eye. */
    private static String team(JsonNode checkpoint) {
        String fingerprint = checkpoint.path("state").path("teamFingerprint").asString("");
        return checkpoint.path("team").path("name").asString("")
                + (fingerprint.isEmpty()
                        ? ""
                        : " (fingerprint "
                                + fingerprint.substring(0, Math.min(LETTERS_OF_FINGERPRINT, fingerprint.length()))
                                + ")");
    }

    private static String limits(JsonNode limits) {
        List<String> parts = new ArrayList<>();
        limit(parts, limits.path("maxRounds"), "round");
        limit(parts, limits.path("maxStalls"), "stall");
        limit(parts, limits.path("maxResets"), "reset");
        limit(parts, limits.path("maxTokens"), "token");
        if (limits.path("deadline").isString()) {
            parts.add("until " + Times.whole(limits.path("deadline").asString()));
        }
        if (limits.path("partialAnswer").isBoolean()
                && !limits.path("partialAnswer").asBoolean()) {
            parts.add("no partial answer");
        }
        return String.join(", ", parts);
    }

    private static void limit(List<String> parts, JsonNode limit, String noun) {
        if (limit.isNumber()) {
            parts.add(Amounts.count(limit.asLong(), noun));
        }
    }

    private static String words(String word) {
        return word.replace('_', ' ');
    }

    private void box(String title, String text) {
        if (!text.isBlank()) {
            out.line("");
            out.lines(Box.around(title, text, out.width(), out.style()));
        }
    }
}
