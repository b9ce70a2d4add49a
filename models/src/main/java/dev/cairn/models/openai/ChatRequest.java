package dev.cairn.models.openai;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.OutputSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The body of one Chat Completions call. */
final class ChatRequest {
    private ChatRequest() {}

    static ObjectNode body(ModelRequest request, Dialect dialect) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", request.model().model());
        ArrayNode messages = new ChatMessages(request.model().model()).of(request.messages());
        body.set("messages", messages);
        body.put("stream", true);
        if (dialect.countsInStream()) {
            body.putObject("stream_options").put("include_usage", true);
        }
        if (!request.tools().isEmpty()) {
            body.set("tools", ToolDefinitions.of(request.tools()));
        }
        OutputSchema output = request.output();
        if (output != null) {
            format(body, messages, output, dialect.format());
        }
        return body;
    }

    private static void format(ObjectNode body, ArrayNode messages, OutputSchema output, Dialect.Format format) {
        switch (format) {
            case JSON_SCHEMA ->
                body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", output.name())
                        .put("strict", true)
                        .set("schema", output.schema());
            case JSON_OBJECT -> {
                body.putObject("response_format").put("type", "json_object");
                // A bare json_object does not say which object.
                inWords(messages, output);
            }
            case WORDS -> inWords(messages, output);
        }
    }

    /** Into the last message, where models heed it most; into one of its own if the last is not ours to add to. */
    private static void inWords(ArrayNode messages, OutputSchema output) {
        String words = "Answer with one JSON object and nothing before or after it. It must fit this JSON schema:\n"
                + Json.text(output.schema());
        JsonNode last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        if (last instanceof ObjectNode message
                && message.path("role").asString("").equals("user")) {
            message.put("content", message.path("content").asString("") + "\n\n" + words);
        } else {
            messages.addObject().put("role", "user").put("content", words);
        }
    }
}
