package dev.cairn.cli.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often something is tried, and how long to wait between: times that double, each shortened by up to its half at
 * random, so that many who lost a server do not come back to it all at once.
 *
 * @param tries the most, the first included
 */
record Backoff(int tries, RandomGenerator random) {
    private static final long FIRST_MILLIS = 500;
    private static final long CAP_MILLIS = 10_000;
    private static final Duration LONGEST_ASKED = Duration.ofSeconds(30);

    /** @param tried how often it was tried already, at least once */
    Duration after(int tried) {
        long most = Math.min(CAP_MILLIS, FIRST_MILLIS << Math.min(tried - 1, 10));
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    }

    /** Not sooner than a server asked for, as far as that is reasonable. */
    Duration after(int tried, Duration asked) {
        Duration own = after(tried);
        Duration bounded = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
        return own.compareTo(bounded) > 0 ? own : bounded;
    }
}
