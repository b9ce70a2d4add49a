package dev.cairn.local.asl.run;

/** What came of a call. */
sealed interface Reply {
    /** The function answered with JSON. */
    record Answer(Payload payload) implements Reply {}

    /** The function failed, or what it answered cannot be used. */
    record Failure(TaskError error) implements Reply {}
}
