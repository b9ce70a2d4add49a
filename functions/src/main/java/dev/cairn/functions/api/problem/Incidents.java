package dev.cairn.functions.api.problem;

import dev.cairn.core.error.CairnException;
import dev.cairn.core.json.Json;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the log says of what went wrong here, one JSON line each. Messages of exceptions that are not Cairn's may quote content
 * and are left out; their place in the code says enough.
 */
public final class Incidents {
    private static final int FRAMES = 15;
    private static final int CAUSES = 5;

    private Incidents() {}

    /** @param id the name under which the caller was told of it */
    public static String line(String id, String method, String route, RuntimeException thrown) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("level", "error");
        line.put("at", Instant.now().toString());
        line.put("id", id);
        line.put("method", method);
        line.put("route", route);
        ArrayNode causes = line.putArray("causes");
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < CAUSES; i++) {
            describe(causes.addObject(), cause);
            cause = cause.getCause();
        }
        return Json.text(line);
    }

    private static void describe(ObjectNode node, Throwable cause) {
        node.put("exception", cause.getClass().getName());
        if (cause instanceof CairnException) {
            node.put("message", cause.getMessage());
        }
        ArrayNode frames = node.putArray("frames");
        StackTraceElement[] trace = cause.getStackTrace();
        for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
            frames.add(trace[i].toString());
        }
    }
}
