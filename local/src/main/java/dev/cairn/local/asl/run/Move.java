package dev.cairn.local.asl.run;

/** What an execution does next. */
sealed interface Move {
    /** Goes to a state. */
    record Enter(String state, Payload input) implements Move {}

    /** Calls a function, outside the lock. */
    record Invoke(Call call) implements Move {}

    /** Does nothing until a timer or an answer comes. */
    record Park() implements Move {}

    /** Has ended. */
    record Over() implements Move {}
}
