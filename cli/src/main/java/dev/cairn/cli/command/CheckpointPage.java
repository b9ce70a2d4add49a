package dev.cairn.cli.command;

import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.follow.LedgerLine;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.terminal.Box;
import dev.cairn.cli.terminal.Screen;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One checkpoint on a page: what is known first, then whatever else the server tells. */
final class CheckpointPage {
    private static final Set<String> TOLD = Set.of(
            "checkpointId",
            "runId",
            "seq",
            "parentId",
            "step",
            "next",
            "at",
            "bytes",
            "terminal",
            "state",
            "texts",
            "team",
            "links");
    private static final Set<String> TEXTS = Set.of("facts", "plan", "task", "progressLedger", "counters");

    private final Screen out;

    CheckpointPage(Screen out) {
        this.out = out;
    }

    void show(JsonNode checkpoint) {
        out.line(out.style().bold("Checkpoint " + checkpoint.path("seq").asString("")) + "  "
                + checkpoint.path("checkpointId").asString(""));
        Fields fields = new Fields(out)
                .field("run", checkpoint.path("runId").asString(""))
                .field("made by", checkpoint.path("step").asString(""))
                .field(
                        "next",
                        checkpoint.path("terminal").asBoolean(false)
                                ? "nothing"
                                : checkpoint.path("next").asString(""))
                .field("parent", checkpoint.path("parentId").asString(""))
                .field("made", Times.whole(checkpoint.path("at").asString("")))
                .field("stored", Amounts.bytes(checkpoint.path("bytes").asLong(0)));
        others(fields, checkpoint, TOLD);
        JsonNode state = checkpoint.path("state");
        others(fields, state, TEXTS);
        for (JsonNode part : new JsonNode[] {checkpoint, state, checkpoint.path("texts")}) {
            if (part.path("counters").isObject()) {
                fields.field("counters", part.path("counters").toString());
            }
            if (part.path("progressLedger").isObject()) {
                fields.field("ledger", LedgerLine.of(part.path("progressLedger"), out.style()));
            }
            for (String text : new String[] {"task", "facts", "plan", "answer"}) {
                box(text, part.path(text));
            }
        }
    }

    private static void others(Fields fields, JsonNode of, Set<String> but) {
        of.properties().stream()
                .filter(field -> !but.contains(field.getKey()) && !TEXTS.contains(field.getKey()))
                .filter(field -> !field.getValue().isNull()
                        && !(field.getValue().isContainer() && field.getValue().isEmpty()))
                .forEach(field -> fields.field(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asString("")
                                : field.getValue().toString()));
    }

    private void box(String title, JsonNode text) {
        // The state names a text by the ordinal of its entry; that is no text.
        String said = text.isString() ? text.asString() : "";
        if (!said.isBlank()) {
            out.line("");
            out.lines(Box.around(title, said, out.width(), out.style()));
        }
    }
}
