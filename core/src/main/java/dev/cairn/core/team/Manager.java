package dev.cairn.core.team;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who plans and judges.
 *
 * @param instructions added to the manager's own system prompt: a language to write in, rules of the house
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manager(ModelName model, @Nullable String instructions) {
    public Manager {
        requireNonNull(model, "model is null");
    }
}
