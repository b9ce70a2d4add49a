package dev.cairn.models.http;

import java.time.Duration;

/**
 * How long to go on with a server that fails.
 *
 * @param attempts calls in all, at least 1
 * @param first the longest wait after the first failure; it doubles with each further one
 * @param longest the longest wait that doubling reaches; a server's Retry-After may be longer
 * @param within no new attempt begins later than this after the first began
 */
public record RetryPolicy(int attempts, Duration first, Duration longest, Duration within) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(3));

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more, was " + attempts);
        }
    }

    Duration ceiling(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
