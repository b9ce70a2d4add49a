package dev.cairn.local.simulation;

/** What befalls one call to a port. */
enum Fault {
    NONE,
    /** The invocation dies before the call has an effect. */
    CRASH_BEFORE,
    /** The invocation dies after the call took effect, and before it learns so. */
    CRASH_AFTER,
    /** The whole process dies, with every execution and invocation in it. */
    KILL_BEFORE,
    KILL_AFTER,
    /** The call takes no effect and the caller cannot know. */
    TIMEOUT_BEFORE,
    /** The call takes effect and the caller cannot know. */
    TIMEOUT_AFTER,
    /** Refused without an effect: a store that throttles, a model that answers 429 or 5xx. */
    THROTTLE,
    /** The invocation hangs here past every time-out; when it goes on, others have taken over. */
    HANG,
    /** The model refuses for good: a 4xx that no retry mends. */
    REFUSE,
    /** The clock of one of two machines, or of both, jumps by up to a day, in either direction. */
    CLOCK_JUMP,
    /** A byte of a stored object flips. */
    FLIP;

    /** Whether an answer can be lost that the caller was given by this call, or that it held through it. */
    boolean canLoseAnAnswer(Site site) {
        return switch (this) {
            case CRASH_BEFORE, CRASH_AFTER, KILL_BEFORE, KILL_AFTER, TIMEOUT_BEFORE, THROTTLE, REFUSE -> true;
            // An object that was put is found when it is read back.
            case TIMEOUT_AFTER -> !site.putsAnObject();
            // Who hangs is overtaken, which is counted apart; the others take nothing from anybody.
            case NONE, HANG, CLOCK_JUMP, FLIP -> false;
        };
    }

    boolean kills() {
        return this == KILL_BEFORE || this == KILL_AFTER;
    }

    boolean crashes() {
        return this == CRASH_BEFORE || this == CRASH_AFTER;
    }

    boolean takesEffect() {
        return this == CRASH_AFTER || this == KILL_AFTER || this == TIMEOUT_AFTER;
    }
}
