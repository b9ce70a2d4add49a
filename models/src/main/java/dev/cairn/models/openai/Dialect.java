package dev.cairn.models.openai;

import java.util.Optional;

/**
 * What a server understands of Chat Completions.
 *
 * @param format how it can be held to an output schema
 * @param countsInStream whether it takes {@code stream_options}
 */
record Dialect(Format format, boolean countsInStream) {
    static final Dialect FULL = new Dialect(Format.JSON_SCHEMA, true);

    /** From the strictest to what every server can do. */
    enum Format {
        JSON_SCHEMA,
        JSON_OBJECT,
        WORDS
    }

    /**
     * What to try next after a refusal; empty if the refusal has nothing to do with the dialect.
     *
     * @param schemaAsked whether the refused request asked for a schema
     */
    Optional<Dialect> after(Refusal refusal, boolean schemaAsked) {
        if (!refusal.mayBeAboutTheRequestsForm()) {
            return Optional.empty();
        }
        if (countsInStream && refusal.speaksOf("stream_options", "include_usage")) {
            return Optional.of(new Dialect(format, false));
        }
        if (!schemaAsked) {
            return Optional.empty();
        }
        return switch (format) {
            case JSON_SCHEMA -> Optional.of(new Dialect(Format.JSON_OBJECT, countsInStream));
            case JSON_OBJECT -> Optional.of(new Dialect(Format.WORDS, countsInStream));
            case WORDS -> Optional.empty();
        };
    }
}
