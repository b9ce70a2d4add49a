package dev.cairn.functions.handler;

/**
 * A function that failed and would fail again: a key that is missing, a damaged object, an input that cannot be used.
 * The state machine retries it nowhere and ends the run as FAILED.
 *
 * <p>It has no cause and no stack trace: the runtime would write both into the execution's history.
 */
public final class PermanentFailure extends RuntimeException {
    public PermanentFailure(String message) {
        super(message, null, false, false);
    }
}
