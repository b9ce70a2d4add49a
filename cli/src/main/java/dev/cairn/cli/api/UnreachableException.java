package dev.cairn.cli.api;

/** No answer came: the server is not there, or the connection broke. What was asked may or may not have been done. */
public final class UnreachableException extends RuntimeException {
    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
