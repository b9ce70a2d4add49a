package dev.cairn.core.error;

/** The request is sound, but what stands now does not allow it; the message says what stands. Answered as 409. */
public final class ConflictException extends CairnException {
    public ConflictException(String message) {
        super(message);
    }
}
