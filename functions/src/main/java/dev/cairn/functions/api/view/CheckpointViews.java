package dev.cairn.functions.api.view;

import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.step.Machine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checkpoints as they are shown. Nothing that can change later is in it: what a checkpoint answers stays the same. */
public final class CheckpointViews {
    private final RequestViews requests;

    public CheckpointViews(Machine machine) {
        this.requests = new RequestViews(machine);
    }

    /** As it stands in a list. */
    public static ObjectNode line(CheckpointRecord record) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("checkpointId", record.checkpointId().value());
        tree.put("seq", record.seq());
        tree.put(
                "parentId", record.parentId() == null ? null : record.parentId().value());
        tree.put("step", record.step().word());
        tree.put("next", record.next().word());
        tree.put("at", record.at().toString());
        tree.put("bytes", record.bytes());
        tree.put("terminal", record.terminal());
        return tree;
    }

    /** The state without the log, with the texts that the state names by ordinal. */
    public ObjectNode whole(Reader checkpoint) {
        State state = checkpoint.manifest().state();
        LogReader log = checkpoint.log();
        ObjectNode tree = line(checkpoint.record());
        tree.put("runId", checkpoint.run().runId().value());
        tree.put("status", checkpoint.manifest().status().name());
        tree.put(
                "stopReason",
                checkpoint.manifest().stopReason() == null
                        ? null
                        : checkpoint.manifest().stopReason().word());
        tree.set("forkedFrom", Links.forkedFrom(checkpoint.manifest().forkedFrom()));
        tree.put("entries", checkpoint.manifest().logSize());
        tree.set("state", state(state));
        tree.putObject("texts")
                .put("task", log.text(state.task()))
                .put("facts", log.text(state.facts()))
                .put("plan", log.text(state.plan()))
                .put("answer", log.text(state.answer()));
        tree.set("team", Json.tree(log.entry(state.team()).text()));
        tree.set("progressLedger", orNull(Ledgers.of(log, state.progressLedger())));
        OpenRequest asked = state.request();
        tree.set("request", orNull(asked == null ? null : requests.asked(checkpoint, asked)));
        return tree;
    }

    /** Of a recorded replay, which segments its answers come from is nobody's business but the store's. */
    private static JsonNode state(State state) {
        ObjectNode tree = (ObjectNode) Json.toTree(state);
        tree.remove("request");
        Recording recording = state.recording();
        if (recording != null) {
            tree.putObject("recording").put("base", recording.base()).put("missed", recording.missed());
        }
        return tree;
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? Json.mapper().nullNode() : value;
    }
}
