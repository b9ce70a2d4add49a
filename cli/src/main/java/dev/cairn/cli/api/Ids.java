package dev.cairn.cli.api;

import dev.cairn.cli.CliException;
import java.util.regex.Pattern;

/** Ids are checked before any address is built from them. */
public final class Ids {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Ids() {}

    /** @throws CliException (usage) if it cannot be an id */
    public static String check(String field, String id) {
        if (!ALLOWED.matcher(id).matches()) {
            throw CliException.usage(field, "an id is 1 to 64 letters, digits, '-' or '_'");
        }
        return id;
    }
}
