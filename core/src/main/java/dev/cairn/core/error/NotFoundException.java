package dev.cairn.core.error;

/** What was named does not exist, or is not the caller's to see. Answered as 404. */
public final class NotFoundException extends CairnException {
    public NotFoundException(String message) {
        super(message);
    }

    /** What whoever comes after a run's deletion, or loses to it, is told. */
    public static NotFoundException deleted(String run) {
        return new NotFoundException(
                "There is no run " + run + " any more: it was deleted. Who did so is told by: cairn audit " + run);
    }
}
