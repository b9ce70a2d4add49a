package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.log.Content;

/** What a model answered: the content (neutral and verbatim) and what the provider counted. */
public record ModelResponse(Content content, long inputTokens, long outputTokens) {
    public ModelResponse {
        requireNonNull(content, "content is null");
    }

    public static ModelResponse text(String text) {
        return new ModelResponse(Content.text(text), 0, 0);
    }

    public String text() {
        return content.text();
    }
}
