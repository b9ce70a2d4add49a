package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

import dev.cairn.local.asl.expression.Expression;

/** A text, written down or computed when it is needed. */
public sealed interface Text {
    /** A literal in the definition. */
    record Fixed(String text) implements Text {
        public Fixed {
            requireNonNull(text, "text is null");
        }
    }

    /** An expression that gives a string. */
    record Computed(Expression expression) implements Text {
        public Computed {
            requireNonNull(expression, "expression is null");
        }
    }
}
