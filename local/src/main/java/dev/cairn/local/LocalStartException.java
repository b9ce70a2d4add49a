package dev.cairn.local;

/** The local server could not start; the message says why and what to do about it. */
public final class LocalStartException extends RuntimeException {
    public LocalStartException(String message, Throwable cause) {
        super(message, cause);
    }

    public LocalStartException(String message) {
        super(message);
    }
}
