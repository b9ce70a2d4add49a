package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

import dev.cairn.local.asl.expression.Expression;

/** A number of seconds, written down or computed when it is needed. */
public sealed interface Seconds {
    /** What AWS allows at most, a little over three years. */
    long LONGEST = 99_999_999;

    /** A number in the definition. */
    record Fixed(long seconds) implements Seconds {
        public Fixed {
            if (seconds < 0 || seconds > LONGEST) {
                throw new IllegalArgumentException("seconds must lie between 0 and " + LONGEST + ", is " + seconds);
            }
        }
    }

    /** An expression that gives a whole number. */
    record Computed(Expression expression) implements Seconds {
        public Computed {
            requireNonNull(expression, "expression is null");
        }
    }
}
