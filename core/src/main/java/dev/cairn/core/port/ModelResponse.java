package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;

/**
 * What a model answered: the content (neutral and verbatim) and what the provider counted. The events of a step name the
 * tools, and all of them have to fit into one item of the index; a model that goes on calling tools is stopped here.
 */
public record ModelResponse(Content content, long inputTokens, long outputTokens) {
    /** The most tool calls of one answer. */
    public static final int MAX_TOOL_CALLS = 128;

    /** The longest name of a tool, and the longest id of a call, in characters. */
    public static final int MAX_TOOL_NAME = 128;

    /** @throws ModelException permanent, if it calls more tools than {@link #MAX_TOOL_CALLS}, or by too long a name */
    public ModelResponse {
        requireNonNull(content, "content is null");
        int calls = content.toolCalls().size();
        if (calls > MAX_TOOL_CALLS) {
            throw ModelException.permanent("The model called " + calls + " tools in one answer, where at most "
                    + MAX_TOOL_CALLS + " are run; tell it to call fewer at a time, or use another model, then resume"
                    + " or replay the run.");
        }
        for (ToolCall call : content.toolCalls()) {
            requireShort("a tool's name", call.name());
            requireShort("the id of a tool call", call.id());
        }
    }

    private static void requireShort(String what, String text) {
        if (text.length() > MAX_TOOL_NAME) {
            throw ModelException.permanent("The model gave " + what + " of " + text.length()
                    + " characters, where at most " + MAX_TOOL_NAME + " are allowed; use another model, then resume or"
                    + " replay the run.");
        }
    }

    public static ModelResponse text(String text) {
        return new ModelResponse(Content.text(text), 0, 0);
    }

    public String text() {
        return content.text();
    }
}
