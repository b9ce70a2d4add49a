package dev.cairn.functions.api.view;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.ForkedFrom;
import dev.cairn.core.run.RunId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a run's parts are found. */
public final class Links {
    private Links() {}

    /** The answer to what opened a run. */
    public static ObjectNode opened(RunRecord run) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("runId", run.runId().value());
        tree.put("status", run.status().name());
        tree.set("links", of(run.runId()));
        return tree;
    }

    public static String self(RunId run) {
        return "/runs/" + run;
    }

    static JsonNode of(RunId run) {
        ObjectNode links = Json.mapper().createObjectNode();
        links.put("self", self(run));
        for (String part : new String[] {"events", "checkpoints", "requests"}) {
            links.put(part, self(run) + "/" + part);
        }
        return links;
    }

    public static JsonNode forkedFrom(@Nullable ForkedFrom from) {
        return from == null
                ? Json.mapper().nullNode()
                : Json.mapper()
                        .createObjectNode()
                        .put("runId", from.runId().value())
                        .put("checkpointId", from.checkpointId().value());
    }
}
