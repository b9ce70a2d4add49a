package dev.cairn.core.team;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One who takes turns.
 *
 * @param name how the manager calls upon it; unique in its team ignoring case
 * @param description what it is good at, for the manager
 * @param instructions its system prompt
 */
public record Participant(String name, String description, String instructions, ModelName model, List<Tool> tools) {
    public Participant {
        requireNonNull(name, "name is null");
        requireNonNull(model, "model is null");
        description = orEmpty(description);
        instructions = orEmpty(instructions);
        tools = tools == null ? List.of() : List.copyOf(tools);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    public Optional<Tool> tool(String toolName) {
        return tools.stream().filter(tool -> tool.name().equals(toolName)).findFirst();
    }
}
