package dev.cairn.models;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.port.ModelClient.Deltas;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gathers streamed text and passes it on no later than 250 ms after it came. Whoever makes one closes it, which passes
 * on what is left; nothing is passed on after that.
 */
public final class DeltaBatch implements AutoCloseable {
    public static final Duration LONGEST = Duration.ofMillis(250);

    private final Deltas deltas;
    private final Later later;
    private final StringBuilder held = new StringBuilder();
    private boolean closed;
    private boolean given;
    private @Nullable RuntimeException failure;

    public DeltaBatch(Deltas deltas, Later later) {
        this.deltas = requireNonNull(deltas, "deltas is null");
        this.later = requireNonNull(later, "later is null");
    }

    /** Runs something after a while, on another thread. A port, so that tests wait for nothing. */
    @FunctionalInterface
    public interface Later {
        void run(Duration after, Runnable what);

        /** One virtual thread for each batch, at most four a second for a stream. */
        Later REAL = (after, what) -> CompletableFuture.delayedExecutor(
                        after.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(what);
    }

    /** @throws RuntimeException what the receiver threw at an earlier piece */
    public synchronized void add(String piece) {
        if (failure != null) {
            throw failure;
        }
        if (piece.isEmpty() || closed) {
            return;
        }
        boolean first = held.isEmpty();
        held.append(piece);
        if (first) {
            later.run(LONGEST, this::passOn);
        }
    }

    /** Whether the receiver has seen anything, or is about to. */
    public synchronized boolean given() {
        return given || !held.isEmpty();
    }

    private synchronized void passOn() {
        passOn(false);
    }

    private void passOn(boolean last) {
        if (closed || held.isEmpty() || failure != null) {
            return;
        }
        // The two halves of a character that come in two pieces are passed on together.
        boolean half = !last && Character.isHighSurrogate(held.charAt(held.length() - 1));
        String text = held.substring(0, held.length() - (half ? 1 : 0));
        held.delete(0, text.length());
        if (half) {
            later.run(LONGEST, this::passOn);
        }
        if (text.isEmpty()) {
            return;
        }
        given = true;
        try {
            deltas.text(text);
        } catch (RuntimeException e) {
            // Told to the thread that adds, whose affair it is.
            failure = e;
        }
    }

    /** @throws RuntimeException what the receiver threw */
    @Override
    public synchronized void close() {
        passOn(true);
        closed = true;
        if (failure != null) {
            throw failure;
        }
    }
}
