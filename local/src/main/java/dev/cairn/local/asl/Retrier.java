package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When and how often a failed task is tried again.
 *
 * @param errors          the errors it is for
 * @param intervalSeconds the delay before the first retry, at least 1
 * @param maxAttempts     how many retries, 0 for none
 * @param backoffRate     what each delay is multiplied by, at least 1
 * @param maxDelaySeconds the longest delay, or null for no bound
 * @param jitter          whether the delay is drawn between zero and its full length
 */
public record Retrier(
        ErrorNames errors,
        long intervalSeconds,
        int maxAttempts,
        double backoffRate,
        @Nullable Long maxDelaySeconds,
        boolean jitter) {
    public Retrier {
        requireNonNull(errors, "errors is null");
        if (intervalSeconds < 1 || maxAttempts < 0 || backoffRate < 1) {
            throw new IllegalArgumentException("a retrier needs an interval of at least 1, attempts of at least 0 and"
                    + " a rate of at least 1, has " + intervalSeconds + ", " + maxAttempts + ", " + backoffRate);
        }
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param retriesSoFar how many retries this retrier has already caused in the present visit of the state
     */
    public Duration delay(int retriesSoFar, RandomGenerator random) {
        double longest = maxDelaySeconds == null ? Seconds.LONGEST : maxDelaySeconds;
        double seconds = Math.min(longest, intervalSeconds * Math.pow(backoffRate, retriesSoFar));
        double drawn = jitter ? random.nextDouble() * seconds : seconds;
        return Duration.ofMillis(Math.round(drawn * 1000));
    }
}
