package dev.cairn.functions.api.view;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.step.Machine;
import tools.jackson.databind.JsonNode;

/** Where to go on from when a run's object is missing or damaged. */
public final class Broken {
    private final Machine machine;

    public Broken(Machine machine) {
        this.machine = machine;
    }

    /** The id of the run's newest checkpoint of which everything is intact; null if there is none. */
    public JsonNode newestIntact(RunKey run) {
        try {
            return machine.index()
                    .get(RunRecord.key(run))
                    .map(Versioned::record)
                    .flatMap(record -> machine.checkpoints().newestIntact(run, record.seq()))
                    .<JsonNode>map(record -> Json.toTree(record.checkpointId()))
                    .orElseGet(() -> Json.mapper().nullNode());
        } catch (StoreException e) {
            // The problem is told all the same; this was to be a help.
            return Json.mapper().nullNode();
        }
    }
}
