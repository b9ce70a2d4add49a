package dev.cairn.models.rehearsal;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.core.error.InvalidInputException;
import java.util.List;
import java.util.Map;
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
    Reply {
        toolCalls = List.copyOf(toolCalls);
        if (text != null && json != null) {
            throw new InvalidInputException("text", "must not stand beside json; a reply has one or the other");
        }
        if (text == null && json == null && toolCalls.isEmpty()) {
            throw new InvalidInputException("text", "is missing; a reply has text, json or toolCalls");
        }
    }

    /** Takes unknown fields too, since a misspelt {@code text} should be told as such and not as a missing one. */
    @JsonCreator
    static Reply of(
            @JsonProperty("when") @Nullable When when,
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("json") @Nullable JsonNode json,
            @JsonProperty("toolCalls") @Nullable List<Call> toolCalls,
            @JsonAnySetter @Nullable Map<String, JsonNode> unknown) {
        if (unknown != null && !unknown.isEmpty()) {
            throw new InvalidInputException(
                    unknown.keySet().iterator().next(), "is not known; allowed are json, text, toolCalls, when");
        }
        return new Reply(when == null ? When.ALWAYS : when, text, json, toolCalls == null ? List.of() : toolCalls);
    }

    /** A tool that the reply calls. */
    record Call(String name, JsonNode arguments) {
        @JsonCreator
        static Call of(
                @JsonProperty(value = "name", required = true) String name,
                @JsonProperty("arguments") @Nullable JsonNode arguments) {
            return new Call(name, arguments == null ? JsonNodeFactory.instance.objectNode() : arguments);
        }
    }
}
