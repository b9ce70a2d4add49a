package dev.cairn.cli.api;

/** No answer came: the server is not there, or the connection broke. What was asked may or may not have been done. */
public final class UnreachableException extends RuntimeException {
    /** How it came to that. */
    public enum Kind {
        /** Its name is not known. */
        NO_HOST,
        /** Nobody takes the connection. */
        NO_SERVER,
        /** It cannot be trusted to be the one that is meant. */
        NO_TRUST,
        /** It was asked, and did not answer in time. */
        NO_ANSWER,
        /** It was asked, and the connection broke. */
        BROKEN;

        /** Whether what was asked may have been done. */
        boolean mayBeDone() {
            return switch (this) {
                case NO_HOST, NO_SERVER, NO_TRUST -> false;
                case NO_ANSWER, BROKEN -> true;
            };
        }
    }

    private final Kind kind;

    UnreachableException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
