package dev.cairn.local.sfn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextToken asks for the next part, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextToken) {
    /** How many items a page has if nobody says. */
    static final int DEFAULT_SIZE = 100;

    static final int LARGEST = 1_000;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * @param asked as in a request: 0 or absent means the default
     * @throws SfnException ValidationException if it is out of bounds
     */
    static int size(int asked) {
        if (asked < 0 || asked > LARGEST) {
            throw SfnException.validation("Value '" + asked + "' at 'maxResults' failed to satisfy constraint: Member"
                    + " must have value between 0 and " + LARGEST);
        }
        return asked == 0 ? DEFAULT_SIZE : asked;
    }
}
