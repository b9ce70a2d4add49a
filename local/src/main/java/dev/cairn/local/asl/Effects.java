package dev.cairn.local.asl;

import dev.cairn.local.asl.expression.Template;
import org.jspecify.annotations.Nullable;

/**
 * What a state leaves behind. Both are evaluated against the variables as they were before, so that their order does
 * not matter.
 *
 * @param assign variables to set, or null for none
 * @param output what the next state gets as its input, or null for the state's own default
 */
public record Effects(
        Template.@Nullable Fields assign, @Nullable Template output) {
    static final Effects NONE = new Effects(null, null);
}
