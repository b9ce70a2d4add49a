package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;

/**
 * What a model answered: the content (neutral and verbatim) and what the provider counted. The index names the tools that
 * one answer calls in one item, so there is an end to how many and how long they are.
 */
public record ModelResponse(Content content, long inputTokens, long outputTokens) {
    /** The most tool calls of one answer. */
    public static final int MAX_TOOL_CALLS = 128;

    /** The longest name of a tool, in characters. */
    public static final int MAX_TOOL_NAME = 128;

    /** The longest id of a call, in characters: some providers keep more in it than an id. */
    public static final int MAX_CALL_ID = 2_048;

    /** @throws ModelException permanent, if it calls more tools than that, or by a longer name or id */
    public ModelResponse {
        requireNonNull(content, "content is null");
        int calls = content.toolCalls().size();
        if (calls > MAX_TOOL_CALLS) {
            throw refused("The model called " + calls + " tools in one answer, where at most " + MAX_TOOL_CALLS
                    + " are run.");
        }
        for (ToolCall call : content.toolCalls()) {
            requireShort("a tool", call.name(), MAX_TOOL_NAME);
            requireShort("a tool call's id", call.id(), MAX_CALL_ID);
        }
    }

    private static void requireShort(String what, String text, int most) {
        if (text.length() > most) {
            throw refused("The model named " + what + " in " + text.length() + " characters, where at most " + most
                    + " are taken.");
        }
    }

    private static ModelException refused(String why) {
        return ModelException.permanent(
                why + " To resume the run asks the same again; replay it with another model or other instructions.");
    }

    public static ModelResponse text(String text) {
        return new ModelResponse(Content.text(text), 0, 0);
    }

    public String text() {
        return content.text();
    }
}
