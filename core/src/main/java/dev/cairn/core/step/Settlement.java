package dev.cairn.core.step;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.request.Response;

/** What became of a request: the recorded outcome, which alone counts. */
sealed interface Settlement {
    /** Tells one settlement from another, so that a step with another input makes another checkpoint. */
    String input();

    record Answered(Response response, String hash) implements Settlement {
        public Answered {
            requireNonNull(response, "response is null");
            requireNonNull(hash, "hash is null");
        }

        @Override
        public String input() {
            return hash;
        }
    }

    record Expired() implements Settlement {
        @Override
        public String input() {
            return Keys.EXPIRED;
        }
    }
}
