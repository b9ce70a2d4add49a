package dev.cairn.cli.decide;

import org.jspecify.annotations.Nullable;

/** The text could not be edited; nothing was decided. */
public final class EditorException extends RuntimeException {
    public EditorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
