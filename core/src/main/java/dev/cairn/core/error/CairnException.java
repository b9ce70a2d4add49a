package dev.cairn.core.error;

import org.jspecify.annotations.Nullable;

/** The root of what Cairn refuses or cannot do; the message is written for a person and never holds a secret. */
public abstract class CairnException extends RuntimeException {
    protected CairnException(String message) {
        super(message);
    }

    protected CairnException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
