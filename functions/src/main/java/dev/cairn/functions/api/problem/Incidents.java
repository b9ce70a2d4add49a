package dev.cairn.functions.api.problem;

import dev.cairn.core.json.Json;
import dev.cairn.functions.Causes;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** What the log says of what went wrong here, one JSON line each. */
public final class Incidents {
    private Incidents() {}

    /** @param id the name under which the caller was told of it */
    public static String line(String id, String method, String route, RuntimeException thrown) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("level", "error");
        line.put("at", Instant.now().toString());
        line.put("id", id);
        line.put("method", method);
        line.put("route", route);
        line.set("causes", Causes.of(thrown));
        return Json.text(line);
    }
}
