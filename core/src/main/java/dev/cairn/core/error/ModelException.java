package dev.cairn.core.error;

/** A model call that gave no answer. A transient one may be tried again; a permanent one ends the run as FAILED. */
public final class ModelException extends CairnException {
    private final boolean isTransient;

    private ModelException(String message, boolean isTransient, Throwable cause) {
        super(message, cause);
        this.isTransient = isTransient;
    }

    private ModelException(String message, boolean isTransient) {
        super(message);
        this.isTransient = isTransient;
    }

    /** 408, 409, 425, 429, 5xx, a time-out or a broken connection, after the client's own retries. */
    public static ModelException temporary(String message, Throwable cause) {
        return new ModelException(message, true, cause);
    }

    public static ModelException temporary(String message) {
        return new ModelException(message, true);
    }

    /** Every other 4xx, a missing key, an unknown model, an answer that no retry would mend. */
    public static ModelException permanent(String message) {
        return new ModelException(message, false);
    }

    public static ModelException permanent(String message, Throwable cause) {
        return new ModelException(message, false, cause);
    }

    public boolean isTransient() {
        return isTransient;
    }
}
