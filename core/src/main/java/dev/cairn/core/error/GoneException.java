package dev.cairn.core.error;

/** The request was open once and is closed for good. Answered as 410. */
public final class GoneException extends CairnException {
    public GoneException(String message) {
        super(message);
    }
}
