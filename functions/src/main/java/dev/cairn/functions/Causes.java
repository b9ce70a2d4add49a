package dev.cairn.functions;

import dev.cairn.core.error.CairnException;
import dev.cairn.core.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a log is told of an exception: the classes of it and of its causes, and where they were thrown. Messages of
 * exceptions that are not Cairn's may quote content and are left out; their place in the code says enough.
 */
public final class Causes {
    private static final int FRAMES = 15;
    private static final int CAUSES = 5;

    private Causes() {}

    /** One object for it and for each of its causes, the outermost first. */
    public static ArrayNode of(Throwable thrown) {
        ArrayNode causes = Json.mapper().createArrayNode();
        @Nullable Throwable cause = thrown;
        for (int i = 0; cause != null && i < CAUSES; i++) {
            describe(causes.addObject(), cause);
            cause = cause.getCause();
        }
        return causes;
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
