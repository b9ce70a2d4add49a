package dev.cairn.cli.server;

/** The data folder has an owner already. */
public final class HeldException extends RuntimeException {
    public HeldException(String message) {
        super(message);
    }
}
