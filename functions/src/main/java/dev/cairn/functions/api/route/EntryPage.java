package dev.cairn.functions.api.route;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Entry;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A page of entries, in the log's order; the cursor is the ordinal to go on from. */
final class EntryPage {
    private EntryPage() {}

    /** Puts the entries under this name and {@code next} beside them. */
    static void put(ObjectNode tree, String name, Stream<Entry> entries, @Nullable Long cursor, int limit) {
        long from = cursor == null ? 0 : cursor;
        ArrayNode items = tree.putArray(name);
        tree.putNull("next");
        long characters = 0;
        Iterator<Entry> left = entries.filter(entry -> entry.ordinal() >= from).iterator();
        while (left.hasNext()) {
            Entry entry = left.next();
            String json = Json.text(entry);
            characters += json.length();
            if (items.size() == limit || (!items.isEmpty() && characters > Pages.MAX_CHARACTERS)) {
                tree.put("next", Long.toString(entry.ordinal()));
                return;
            }
            items.add(Json.tree(json));
        }
    }
}
