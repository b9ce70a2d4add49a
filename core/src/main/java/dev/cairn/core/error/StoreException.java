package dev.cairn.core.error;

/**
 * A store did not do what was asked, or did not say whether it did. The step that meets it fails and may be tried
 * again; whoever catches it after a write must read back before deciding.
 */
public sealed class StoreException extends CairnException permits BrokenIndexException, StoreRefusedException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong, without what to do where the message ends in that. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
