package dev.cairn.models.openai;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.Message;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation in the words of Chat Completions.
 *
 * <p>Who speaks stands in the text, on a line of its own before what is said. The wire's {@code name} field would be
 * neater, but many compatible servers drop it when they fill the model's template, some refuse it, and it may hold
 * neither spaces nor letters other than a to z; the text reaches every model.
 */
final class ChatMessages {
    private final String model;

    ChatMessages(String model) {
        this.model = model;
    }

    ArrayNode of(List<Message> messages) {
        ArrayNode rendered = JsonNodeFactory.instance.arrayNode();
        messages.forEach(message -> rendered.add(render(message)));
        return rendered;
    }

    private JsonNode render(Message message) {
        return switch (message.role()) {
            case SYSTEM -> said("system", message);
            case USER -> said("user", message);
            case ASSISTANT -> assistant(message);
            case TOOL ->
                said("tool", message).put("tool_call_id", message.content().toolCallId());
        };
    }

    private static ObjectNode said(String role, Message message) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", text(message));
    }

    private static String text(Message message) {
        String text = message.content().text();
        return message.name() == null || message.role() == Role.TOOL ? text : message.name() + ":\n" + text;
    }

    private JsonNode assistant(Message message) {
        JsonNode verbatim = message.name() == null ? Verbatim.of(message.content(), model) : null;
        return verbatim == null ? neutral(message) : verbatim;
    }

    private static ObjectNode neutral(Message message) {
        ObjectNode rendered = said("assistant", message);
        Content content = message.content();
        if (!content.toolCalls().isEmpty()) {
            if (content.text().isEmpty()) {
                rendered.putNull("content");
            }
            ArrayNode calls = rendered.putArray("tool_calls");
            content.toolCalls().forEach(call -> calls.add(render(call)));
        }
        return rendered;
    }

    private static ObjectNode render(ToolCall call) {
        ObjectNode rendered =
                JsonNodeFactory.instance.objectNode().put("id", call.id()).put("type", "function");
        rendered.putObject("function").put("name", call.name()).put("arguments", arguments(call.arguments()));
        return rendered;
    }

    private static String arguments(JsonNode arguments) {
        return arguments.isString() ? arguments.stringValue() : Json.text(arguments);
    }
}
