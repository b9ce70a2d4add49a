package dev.cairn.cli.api;

import dev.cairn.cli.CliException;
import dev.cairn.core.run.Identifiers;

/** Ids are checked before any address is built from them. */
public final class Ids {
    private Ids() {}

    /** @throws CliException (usage) if it cannot be an id */
    public static String check(String field, String id) {
        if (!Identifiers.isId(id)) {
            throw CliException.usage(field, "an id is 1 to 64 letters, digits, '-' or '_'");
        }
        return id;
    }
}
