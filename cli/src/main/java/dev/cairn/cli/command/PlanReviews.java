package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import java.util.Locale;

/** The words of {@code --plan-review}. */
final class PlanReviews {
    private PlanReviews() {}

    static String word(String given) {
        String word = given.toLowerCase(Locale.ROOT).replace('-', '_');
        return switch (word) {
            case "never", "always", "on_stall" -> word;
            default ->
                throw CliException.usage("--plan-review", "must be never, always or on_stall, was \"" + given + "\"");
        };
    }
}
