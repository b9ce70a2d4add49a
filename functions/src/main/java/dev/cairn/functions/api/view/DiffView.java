package dev.cairn.functions.api.view;

import dev.cairn.core.json.Json;
import dev.cairn.core.replay.Diff;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What changed, in words: where the state names an entry, the entry's text stands for it. */
public final class DiffView {
    /** Parts of the state that are ordinals of entries. */
    private static final Set<String> ORDINALS =
            Set.of("team", "task", "facts", "plan", "taskLedger", "progressLedger", "answer", "feedback");

    private DiffView() {}

    public static ArrayNode changes(Diff diff, Reader from, Reader to) {
        ArrayNode changes = Json.mapper().createArrayNode();
        for (Diff.Change change : diff.changes()) {
            ObjectNode tree = changes.addObject().put("path", change.path());
            if (ORDINALS.contains(change.path())) {
                tree.put("from", text(from, change.from()));
                tree.put("to", text(to, change.to()));
                tree.set("fromEntry", orNull(change.from()));
                tree.set("toEntry", orNull(change.to()));
            } else {
                tree.set("from", orNull(change.from()));
                tree.set("to", orNull(change.to()));
            }
        }
        return changes;
    }

    private static @Nullable String text(Reader checkpoint, @Nullable JsonNode ordinal) {
        return ordinal == null || !ordinal.isIntegralNumber()
                ? null
                : checkpoint.log().text(ordinal.longValue());
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? Json.mapper().nullNode() : value;
    }
}
