package dev.cairn.cli.api;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one owner of retries. Only what can be done twice without harm is tried again: reading, and what is sent under an
 * idempotency key.
 *
 * @param patient whether a server that is not there at all is waited for: by who follows a run, and has asked it before
 * @param told is told of every further attempt
 */
record Attempts(Backoff backoff, boolean patient, Pause pause, Consumer<String> told) {
    Answer of(boolean repeatable, Supplier<Answer> attempt) {
        for (int tried = 1; ; tried++) {
            boolean last = !repeatable || tried == backoff.tries();
            Duration wait;
            String why;
            try {
                Answer answer = attempt.get();
                if (last || !answer.maySoonBeAnother()) {
                    return answer;
                }
                why = answer.status() == 429
                        ? "The server asks for fewer requests"
                        : "The server answered " + answer.status();
                wait = backoff.after(tried, answer.retryAfter().orElse(Duration.ZERO));
            } catch (UnreachableException e) {
                if (last || !isWorthIt(e.kind()) || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                why = e.kind() == UnreachableException.Kind.NO_ANSWER
                        ? "The server does not answer"
                        : "The connection is lost";
                wait = backoff.after(tried);
            }
            told.accept(why + "; trying again (" + tried + " of " + (backoff.tries() - 1) + ")");
            pause.during(wait);
        }
    }

    private boolean isWorthIt(UnreachableException.Kind kind) {
        return switch (kind) {
            case NO_TRUST -> false;
            case NO_HOST, NO_SERVER -> patient;
            case NO_ANSWER, BROKEN -> true;
        };
    }
}
