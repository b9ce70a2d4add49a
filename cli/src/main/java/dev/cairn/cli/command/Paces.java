package dev.cairn.cli.command;

import dev.cairn.cli.CliException;

/** The range of {@code --pace}. */
final class Paces {
    private Paces() {}

    static void check(double pace) {
        if (!(pace >= 0 && pace <= 100)) {
            throw CliException.usage("--pace", "must be from 0 (no pauses) to 100, was " + pace);
        }
    }
}
