package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

import dev.cairn.local.asl.expression.Template;

/**
 * One way out of a choice.
 *
 * @param condition a boolean, nearly always computed
 * @param next      the state to go to if it is true
 * @param effects   what is left behind on this way
 */
public record ChoiceRule(Template condition, String next, Effects effects) {
    public ChoiceRule {
        requireNonNull(condition, "condition is null");
        requireNonNull(next, "next is null");
        requireNonNull(effects, "effects is null");
    }
}
