package dev.cairn.core.integrity;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.run.RunKey;
import org.jspecify.annotations.Nullable;

/**
 * Something about a store that is not as it should be.
 *
 * @param run whose it is; null if it is no run's
 * @param place the key of the object, or the record of the index
 * @param what is wrong, to be read after the place
 * @param advice what to do
 */
public record Trouble(Grade grade, @Nullable RunKey run, String place, String what, String advice) {
    /** How bad it is. */
    public enum Grade {
        /** Harmless; it is told so that nothing is unexplained. */
        NOTE,
        /** Nothing is lost, but somebody should look. */
        WARN,
        /** Something is lost, or cannot be read. */
        FAIL
    }

    public Trouble {
        requireNonNull(grade, "grade is null");
        requireNonNull(place, "place is null");
        requireNonNull(what, "what is null");
        requireNonNull(advice, "advice is null");
    }
}
