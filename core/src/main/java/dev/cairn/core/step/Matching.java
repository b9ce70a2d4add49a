package dev.cairn.core.step;

import dev.cairn.core.json.Digest;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.Log;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.request.OpenRequest;
import java.util.NoSuchElementException;

/** What two requests must have in common for one's recorded answer to answer the other. */
public final class Matching {
    private Matching() {}

    /** For a plan review the plan, for the others the tool call, without the provider's ids. */
    public static String key(OpenRequest request, Log log) {
        String planHash = request.planHash();
        if (planHash != null) {
            return Digest.hex(request.type() + "\n" + planHash);
        }
        ToolCall call = call(request, log);
        return Digest.hex(request.type() + "\n" + Calls.toolHash(call.name(), call.arguments()));
    }

    /** The tool call that a request is about. */
    public static ToolCall call(OpenRequest request, Log log) {
        Long ordinal = request.callOrdinal();
        if (ordinal == null) {
            throw new NoSuchElementException("request " + request.requestId() + " is about no tool call");
        }
        Entry entry = log.entry(ordinal);
        return entry.content().toolCalls().stream()
                .filter(call -> call.id().equals(request.toolCallId()))
                .findFirst()
                .orElseThrow(() ->
                        new NoSuchElementException("entry " + ordinal + " has no tool call " + request.toolCallId()));
    }
}
