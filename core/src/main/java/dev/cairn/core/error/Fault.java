package dev.cairn.core.error;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with an input.
 *
 * @param field where it stands, as a dotted path ({@code limits.maxRounds}); empty for the input as a whole
 * @param detail what is wrong and what is allowed
 */
public record Fault(String field, String detail) {
    public Fault {
        requireNonNull(field, "field is null");
        requireNonNull(detail, "detail is null");
    }

    @Override
    public String toString() {
        return field.isEmpty() ? detail : field + ": " + detail;
    }
}
