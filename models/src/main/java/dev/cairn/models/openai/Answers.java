package dev.cairn.models.openai;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a complete message says.
 *
 * <p>A refusal in the model's own words is an answer: the team reads it and goes on. A text that was cut off at the
 * model's output limit is one too, marked as cut. Nothing to go on with are a tool call that was cut off, a limit used
 * up before a word was written, and what a content filter stopped: these are permanent errors, since the same question
 * would end the same way.
 */
final class Answers {
    private static final String CUT = "\n\n[cut off here: the model reached its output limit]";
    private static final int CHARACTERS_PER_TOKEN = 4;

    private Answers() {}

    /** @throws ModelException permanent, if the message holds nothing that the run can go on with */
    static ModelResponse read(
            ModelRequest request, ObjectNode received, Optional<String> finishReason, Optional<JsonNode> usage) {
        ObjectNode message = WellFormed.object(received);
        String text = text(message.path("content"));
        if (text.isEmpty() && message.path("refusal").isString()) {
            text = message.get("refusal").stringValue();
        }
        boolean calls = !message.path("tool_calls").isEmpty();
        String finish = finishReason.orElse("");
        if (finish.equals("content_filter")) {
            throw ModelException.permanent(request.model()
                    + " was stopped by the provider's content filter; reword the task, the plan or the instructions,"
                    + " then resume or replay the run");
        }
        boolean cut = finish.equals("length");
        if (cut && (calls || text.isEmpty())) {
            throw ModelException.permanent(request.model() + " reached its output limit "
                    + (calls ? "in the middle of a tool call" : "before it wrote anything")
                    + "; use a model with a larger one, or ask for less at a time");
        }
        // A cut JSON is seen as malformed by whoever reads it, who can say so better than a mark inside it.
        String shown = cut && request.output() == null ? text + CUT : text;
        Content content = new Content(
                shown, toolCalls(message), null, Verbatim.items(request.model().model(), message));
        return new ModelResponse(
                content,
                counted(usage, "prompt_tokens", () -> lengthOf(request)),
                counted(usage, "completion_tokens", () -> message.toString().length()));
    }

    /** A text, or the texts among the parts of which some servers make it. */
    static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    private static List<ToolCall> toolCalls(ObjectNode message) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.add(new ToolCall(
                    call.path("id").asString("call_" + calls.size()),
                    function.path("name").asString(""),
                    arguments(function.path("arguments"))));
        }
        return calls;
    }

    /** Arguments that are no JSON are passed on as the text that they are: the tool's schema refuses them in words. */
    private static JsonNode arguments(JsonNode arguments) {
        if (!arguments.isString()) {
            return arguments.isMissingNode() || arguments.isNull() ? JsonNodeFactory.instance.objectNode() : arguments;
        }
        String text = arguments.stringValue();
        try {
            return text.isBlank() ? JsonNodeFactory.instance.objectNode() : Json.received(text);
        } catch (JacksonException notJson) {
            return arguments;
        }
    }

    /** Where a server does not count, tokens are estimated: a token limit that never binds would be worse. */
    private static long counted(Optional<JsonNode> usage, String field, LongSupplier characters) {
        return usage.map(counts -> counts.path(field))
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue)
                .filter(count -> count >= 0)
                .map(Integer::longValue)
                .orElseGet(() -> Math.ceilDiv(characters.getAsLong(), CHARACTERS_PER_TOKEN));
    }

    private static long lengthOf(ModelRequest request) {
        return request.messages().stream()
                .mapToLong(message -> message.content().text().length())
                .sum();
    }
}
