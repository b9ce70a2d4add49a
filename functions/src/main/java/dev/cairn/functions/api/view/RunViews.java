package dev.cairn.functions.api.view;

import dev.cairn.core.checkpoint.State;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.integrity.WayOn;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.step.Machine;
import dev.cairn.core.team.TeamText;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs as they are shown. */
public final class RunViews {
    private final Machine machine;
    private final RequestViews requests;

    public RunViews(Machine machine) {
        this.machine = machine;
        this.requests = new RequestViews(machine);
    }

    /**
     * The run with its whole task, its answer and what it waits for.
     *
     * @throws BrokenObjectException if these cannot be read
     */
    public ObjectNode whole(RunRecord run) {
        Reader head = Reader.ofHead(machine.checkpoints(), run);
        State state = head.manifest().state();
        ObjectNode tree = tree(run, head.log().text(state.task()), head.log().text(state.answer()), pending(run));
        return tree.put(
                "rehearsal",
                TeamText.read(head.log().entry(state.team()).text()).rehearses());
    }

    /** The run as the index alone knows it: the task's beginning, the id of what it waits for, no answer. */
    public ObjectNode summary(RunRecord run) {
        RequestId waitsFor = run.pendingRequest();
        JsonNode pending =
                waitsFor == null ? null : Json.mapper().createObjectNode().put("requestId", waitsFor.value());
        ObjectNode tree = tree(run, run.task(), null, pending);
        tree.remove("answer");
        return tree;
    }

    /** The run as far as it can be told without what is broken of it, and what that is. */
    public ObjectNode broken(RunRecord run, BrokenObjectException met, WayOn way) {
        ObjectNode tree = summary(run);
        tree.set("broken", BrokenView.of(met, way).put("what", met.what()));
        return tree;
    }

    /** The run after something was done to it. That is done, whether the run's objects can be read or not. */
    public ObjectNode changed(RunRecord run) {
        try {
            return whole(run);
        } catch (BrokenObjectException | StoreException e) {
            return summary(run);
        }
    }

    private @Nullable JsonNode pending(RunRecord run) {
        return Optional.ofNullable(run.pendingRequest())
                .flatMap(id -> machine.index().get(RequestRecord.key(run.run(), id)))
                .map(Versioned::record)
                .map(requests::of)
                .orElse(null);
    }

    private static ObjectNode tree(
            RunRecord run, @Nullable String task, @Nullable String answer, @Nullable JsonNode pending) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("runId", run.runId().value());
        tree.put("owner", run.owner());
        tree.put("status", run.status().name());
        tree.put(
                "stopReason", run.stopReason() == null ? null : run.stopReason().word());
        tree.put("task", task);
        tree.put("team", run.team());
        tree.put("answer", answer);
        tree.putObject("head")
                .put("seq", run.seq())
                .put("checkpointId", run.checkpointId().value());
        tree.putObject("counters")
                .put("rounds", run.counters().rounds())
                .put("stalls", run.counters().stalls())
                .put("resets", run.counters().resets());
        tree.set("usage", Json.toTree(run.usage()));
        tree.set("storage", Json.toTree(run.storage()));
        tree.set("pendingRequest", pending == null ? Json.mapper().nullNode() : pending);
        tree.set("forkedFrom", Links.forkedFrom(run.forkedFrom()));
        tree.set("labels", Json.toTree(run.labels()));
        tree.put("createdAt", run.createdAt().toString());
        tree.put("updatedAt", run.updatedAt().toString());
        tree.put("expiresAt", text(run.expiresAt()));
        tree.put("keep", run.keep());
        tree.put("error", run.error());
        tree.set("links", Links.of(run.runId()));
        return tree;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
