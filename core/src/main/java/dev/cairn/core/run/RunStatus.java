package dev.cairn.core.run;

/** Where a run stands. */
public enum RunStatus {
    /** A step is under way or about to be. */
    RUNNING,
    /** A request is pending; holds if and only if one is. */
    WAITING,
    /** The manager was satisfied and gave the answer. */
    SUCCEEDED,
    /** A limit, a rejection or an expiry ended it; a partial answer may stand. */
    STOPPED,
    /** An error ended it; it can be resumed. */
    FAILED,
    CANCELLED;

    /** Whether work on it has ended; a FAILED run has ended until it is resumed. */
    public boolean hasEnded() {
        return switch (this) {
            case RUNNING, WAITING -> false;
            case SUCCEEDED, STOPPED, FAILED, CANCELLED -> true;
        };
    }
}
