package dev.cairn.core.run;

import dev.cairn.core.error.InvalidInputException;
import java.util.regex.Pattern;

/** The one rule for every id: checked before any key, path or query is built from it. */
final class Identifiers {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Identifiers() {}

    static String require(String field, String value) {
        if (!ALLOWED.matcher(value).matches()) {
            throw new InvalidInputException(field, "must be 1 to 64 letters, digits, '-' or '_'");
        }
        return value;
    }
}
