package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

/** Where a state leads. */
public sealed interface Transition {
    /** To another state. */
    record To(String state) implements Transition {
        public To {
            requireNonNull(state, "state is null");
        }
    }

    /** To the end of the execution, which has then succeeded. */
    record End() implements Transition {}
}
