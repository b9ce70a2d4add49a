package dev.cairn.models.openai;

import dev.cairn.core.json.Json;
import dev.cairn.core.team.Tool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tools as functions, the one kind that Chat Completions knows. */
final class ToolDefinitions {
    private static final Set<String> HOSTED = Set.of("web_search", "code_interpreter", "file_search");

    private static final JsonNode NO_PARAMETERS = Json.tree("{\"type\":\"object\",\"properties\":{}}");

    private static final JsonNode QUESTION = Json.tree(
            "{\"type\":\"object\",\"properties\":{\"question\":{\"type\":\"string\",\"description\":\"The question, complete in itself\"}},"
                    + "\"required\":[\"question\"],\"additionalProperties\":false}");

    private ToolDefinitions() {}

    static Optional<String> obstacle(Tool tool) {
        return HOSTED.contains(tool.kind())
                ? Optional.of(
                        "\"" + tool.name() + "\" would have to be hosted by the provider, and Chat Completions hosts"
                                + " no tools; leave it out, or take a model that does this by itself"
                                + " (gpt-4o-search-preview searches)")
                : Optional.empty();
    }

    static ArrayNode of(List<Tool> tools) {
        ArrayNode definitions = JsonNodeFactory.instance.arrayNode();
        for (Tool tool : tools) {
            ObjectNode function =
                    definitions.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            String description = description(tool);
            if (!description.isEmpty()) {
                function.put("description", description);
            }
            function.set("parameters", parameters(tool));
        }
        return definitions;
    }

    private static String description(Tool tool) {
        if (tool.description() != null) {
            return tool.description();
        }
        return tool.kind().equals(Tool.ASK_PERSON)
                ? "Asks the person for whom the team works. Use it only where nobody else can know the answer."
                : "";
    }

    private static JsonNode parameters(Tool tool) {
        if (tool.parameters() != null) {
            return tool.parameters();
        }
        return tool.kind().equals(Tool.ASK_PERSON) ? QUESTION : NO_PARAMETERS;
    }
}
