package dev.cairn.core.error;

/** What was named does not exist, or is not the caller's to see. Answered as 404. */
public final class NotFoundException extends CairnException {
    public NotFoundException(String message) {
        super(message);
    }
}
