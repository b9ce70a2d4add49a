package dev.cairn.core.run;

import dev.cairn.core.error.InvalidInputException;

/** The one rule for every id: checked before any key, path or query is built from it. */
public final class Identifiers {
    private static final int LONGEST = 64;

    private Identifiers() {}

    /** Whether it is 1 to 64 letters, digits, '-' or '_'. */
    public static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(Identifiers::isIdCharacter);
    }

    /** Whether it is a letter of ASCII, a digit, '-' or '_'. */
    public static boolean isIdCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    static String require(String field, String value) {
        if (!isId(value)) {
            throw new InvalidInputException(field, "must be 1 to 64 letters, digits, '-' or '_'");
        }
        return value;
    }
}
