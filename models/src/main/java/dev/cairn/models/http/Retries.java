package dev.cairn.models.http;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.ModelException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The one owner of retries: bounded in number and time, with jitter, never sooner than a server asks for. */
public final class Retries {
    private final RetryPolicy policy;
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;

    public Retries(RetryPolicy policy, InstantSource clock, Pause pause, RandomGenerator random) {
        this.policy = requireNonNull(policy, "policy is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.pause = requireNonNull(pause, "pause is null");
        this.random = requireNonNull(random, "random is null");
    }

    /** One try; {@code X} is a failure that no further try would mend. */
    @FunctionalInterface
    public interface Attempt<T, X extends Exception> {
        T make() throws TransientFault, X;
    }

    /** @throws ModelException transient, once the policy allows no further attempt */
    public <T, X extends Exception> T run(Attempt<T, X> attempt) throws X {
        Instant began = clock.instant();
        for (int made = 1; ; made++) {
            try {
                return attempt.make();
            } catch (TransientFault fault) {
                Duration spent = Duration.between(began, clock.instant());
                if (made >= policy.attempts()) {
                    throw givenUp(fault, made, spent, "");
                }
                Duration wait = wait(fault, made);
                if (spent.plus(wait).compareTo(policy.within()) > 0) {
                    throw givenUp(fault, made, spent, "; the next attempt was due in " + wait.toSeconds() + " s");
                }
                rest(wait, fault);
            }
        }
    }

    /** Full jitter; after a Retry-After on top of it, so that all who were sent away do not come back at once. */
    private Duration wait(TransientFault fault, int failures) {
        Duration jitter =
                Duration.ofMillis(random.nextLong(policy.ceiling(failures).toMillis() + 1));
        return fault.retryAfter().map(asked -> asked.plus(jitter.dividedBy(4))).orElse(jitter);
    }

    private void rest(Duration wait, TransientFault fault) {
        try {
            pause.take(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault.addSuppressed(e);
            throw ModelException.temporary(
                    "interrupted while waiting to try again after: " + fault.getMessage(), fault);
        }
    }

    private static ModelException givenUp(TransientFault fault, int made, Duration spent, String more) {
        String tries = made == 1 ? "1 attempt" : made + " attempts";
        return ModelException.temporary(
                fault.getMessage() + " (given up after " + tries + " in " + spent.toSeconds() + " s" + more + ")",
                fault);
    }
}
