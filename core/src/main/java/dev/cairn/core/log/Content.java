package dev.cairn.core.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.core.json.Digest;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was said: neutral fields beside what the provider returned, verbatim. Immutable; its digest is computed once,
 * so that the hash of a request over a long conversation costs no more than its number of messages.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class Content {
    private final String text;
    private final List<ToolCall> toolCalls;
    private final @Nullable String toolCallId;
    private final @Nullable JsonNode items;
    private byte @Nullable [] digest;
    private @Nullable Content textOnly;

    @JsonCreator
    public Content(
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("toolCalls") @Nullable List<ToolCall> toolCalls,
            @JsonProperty("toolCallId") @Nullable String toolCallId,
            @JsonProperty("items") @Nullable JsonNode items) {
        this.text = text == null ? "" : text;
        this.toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
        this.toolCallId = toolCallId;
        this.items = items == null || items.isNull() ? null : items;
    }

    public static Content text(String text) {
        return new Content(text, null, null, null);
    }

    public static Content toolResult(String toolCallId, String text) {
        return new Content(text, null, toolCallId, null);
    }

    @JsonProperty
    public String text() {
        return text;
    }

    @JsonProperty
    public List<ToolCall> toolCalls() {
        return toolCalls;
    }

    /** For a tool's result: the call that it answers. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public @Nullable String toolCallId() {
        return toolCallId;
    }

    /** What the provider returned, to be sent back to it as it came. */
    @JsonProperty
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public @Nullable JsonNode items() {
        return items;
    }

    /** The words without what only its own provider understands: how others see it. */
    public Content textOnly() {
        if (toolCalls.isEmpty() && toolCallId == null && items == null) {
            return this;
        }
        Content known = textOnly;
        if (known == null) {
            known = text(text);
            textOnly = known;
        }
        return known;
    }

    /** Adds the SHA-256 over all four parts to a digest that is being made. */
    public void addTo(MessageDigest whole) {
        byte[] known = digest;
        if (known == null) {
            known = Digest.ofJson(this);
            digest = known;
        }
        whole.update(known);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Content that
                && text.equals(that.text)
                && toolCalls.equals(that.toolCalls)
                && Objects.equals(toolCallId, that.toolCallId)
                && Objects.equals(items, that.items);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, toolCalls, toolCallId, items);
    }

    @Override
    public String toString() {
        return "Content[" + text + "]";
    }
}
