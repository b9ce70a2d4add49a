package dev.cairn.models;

import static java.util.Objects.requireNonNull;

/** A text that must not be shown: it prints as asterisks, so that it reaches no log by accident. */
public record Secret(String value) {
    public Secret {
        requireNonNull(value, "value is null");
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret is blank");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
