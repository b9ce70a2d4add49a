package dev.cairn.core.step;

import dev.cairn.core.run.StopReason;

/** A limit forbids the call that a step was about to pay for; the step ends there. */
final class LimitReachedException extends RuntimeException {
    private final StopReason reason;

    LimitReachedException(StopReason reason) {
        super("stopped: " + reason.word());
        this.reason = reason;
    }

    StopReason reason() {
        return reason;
    }
}
