package dev.cairn.core.replay;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What changed between two checkpoints.
 *
 * @param changes of the state, by dotted path
 * @param appended entries that only the later one has
 */
public record Diff(List<Change> changes, List<Entry> appended) {
    public Diff {
        changes = List.copyOf(changes);
        appended = List.copyOf(appended);
    }

    /** @param from null where there was nothing, {@code to} null where nothing is left */
    public record Change(
            String path, @Nullable JsonNode from, @Nullable JsonNode to) {}

    public static Diff between(Checkpoint from, Checkpoint to) {
        List<Change> changes = new ArrayList<>();
        collect("", Json.toTree(from.state()), Json.toTree(to.state()), changes);
        return new Diff(changes, to.log().from(from.log().size()).toList());
    }

    private static void collect(String path, @Nullable JsonNode from, @Nullable JsonNode to, List<Change> changes) {
        if (from != null && to != null && from.isObject() && to.isObject()) {
            Set<String> names = new TreeSet<>(from.propertyNames());
            names.addAll(to.propertyNames());
            for (String name : names) {
                collect(path.isEmpty() ? name : path + "." + name, from.get(name), to.get(name), changes);
            }
        } else if (from == null ? to != null : !from.equals(to)) {
            changes.add(new Change(path, from, to));
        }
    }
}
