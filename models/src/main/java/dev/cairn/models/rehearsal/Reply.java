package dev.cairn.models.rehearsal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.core.error.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One reply of a script: a text, or JSON, or tool calls with or without a text.
 *
 * @param text may quote the last message of somebody: <code>{{last person}}</code>
 * @param json written as compact JSON, for progress ledgers
 */
record Reply(When when, @Nullable String text, @Nullable JsonNode json, List<Call> toolCalls) {
    Reply(
            @JsonProperty("when") @Nullable When when,
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("json") @Nullable JsonNode json,
            @JsonProperty("toolCalls") @Nullable List<Call> toolCalls) {
        this.when = when == null ? When.ALWAYS : when;
        this.text = text;
        this.json = json;
        this.toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
        if (text != null && json != null) {
            throw new InvalidInputException("text", "must not stand beside json; a reply has one or the other");
        }
        if (text == null && json == null && this.toolCalls.isEmpty()) {
            throw new InvalidInputException("text", "is missing; a reply has text, json or toolCalls");
        }
    }

    /** A tool that the reply calls. */
    record Call(String name, JsonNode arguments) {
        Call(
                @JsonProperty(value = "name", required = true) String name,
                @JsonProperty("arguments") @Nullable JsonNode arguments) {
            this.name = name;
            this.arguments = arguments == null ? JsonNodeFactory.instance.objectNode() : arguments;
        }
    }
}
