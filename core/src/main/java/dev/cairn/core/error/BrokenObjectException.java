package dev.cairn.core.error;

/** A stored object is missing, or its bytes are not those that were committed. Answered as 409. */
public final class BrokenObjectException extends CairnException {
    private final String key;

    public BrokenObjectException(String key, String what) {
        super("The stored object " + key + " " + what
                + ". Nothing was changed; resume or replay from the newest intact checkpoint.");
        this.key = key;
    }

    public BrokenObjectException(String key, String what, Throwable cause) {
        super(
                "The stored object " + key + " " + what
                        + ". Nothing was changed; resume or replay from the newest intact checkpoint.",
                cause);
        this.key = key;
    }

    public String key() {
        return key;
    }
}
