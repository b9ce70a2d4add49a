package dev.cairn.functions.handler;

/**
 * A function that failed and may do better if called again: a store that did not answer, a model that is busy. The
 * state machine retries it by this class's name, so the class is neither renamed nor moved.
 *
 * <p>It has no cause and no stack trace: the runtime would write both into the execution's history.
 */
public final class TransientFailure extends RuntimeException {
    public TransientFailure(String message) {
        super(message, null, false, false);
    }
}
