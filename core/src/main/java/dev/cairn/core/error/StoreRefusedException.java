package dev.cairn.core.error;

/**
 * A store did not do what was asked and would not do it again: it is not there, it may not be used, or it does not take
 * so much. No retry mends it; the message says what does.
 */
public final class StoreRefusedException extends StoreException {
    public StoreRefusedException(String message) {
        super(message);
    }

    public StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
