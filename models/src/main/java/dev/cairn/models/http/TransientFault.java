package dev.cairn.models.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt failed in a way that another may not. */
public final class TransientFault extends Exception {
    private final transient Optional<Duration> retryAfter;

    public TransientFault(String message, Optional<Duration> retryAfter) {
        super(message);
        this.retryAfter = retryAfter;
    }

    public TransientFault(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = Optional.empty();
    }

    /** How long the server asks to be left alone. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
