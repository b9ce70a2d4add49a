package dev.cairn.functions.api.route;

import dev.cairn.core.error.InvalidInputException;

/** Bounds of lists. */
final class Pages {
    /** An answer must fit a Lambda's 6 MB, in JSON and in whatever alphabet: characters of text on one page. */
    static final int MAX_CHARACTERS = 1024 * 1024;

    static final int LIMIT = 100;
    static final int MAX_LIMIT = 1_000;

    private Pages() {}

    /** A cursor that is a number: of a checkpoint or of an entry. */
    static Long number(String cursor) {
        if (!cursor.matches("[0-9]{1,10}")) {
            throw new InvalidInputException("cursor", "must be what the page before said as next");
        }
        return Long.valueOf(cursor);
    }
}
