package dev.cairn.functions.aws.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a call may take. Between two attempts it waits a random part of a time that doubles (full jitter).
 *
 * @param attempts the most, the first included
 * @param base the longest wait before the second attempt
 * @param cap the longest wait before any attempt
 * @param connect how long to wait for a connection
 * @param answer how long to wait for an answer, or for more of one
 * @param total the longest for all attempts of a call together
 */
public record Patience(int attempts, Duration base, Duration cap, Duration connect, Duration answer, Duration total) {
    /**
     * Throttling of half of all requests fails one call in 256, which a retry of the step then mends; a dead endpoint is
     * told within a minute.
     */
    public static final Patience DEFAULT = new Patience(
            8,
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60));

    /** In tenths: what one call may take of the time that there is. */
    private static final int SHARE = 7;

    public Patience {
        requireNonNull(base, "base is null");
        requireNonNull(cap, "cap is null");
        requireNonNull(connect, "connect is null");
        requireNonNull(answer, "answer is null");
        requireNonNull(total, "total is null");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be 1 or more, was " + attempts);
        }
    }

    /**
     * For who has no more than this time for all it does: a call gives up while there is time left to say what did not
     * answer.
     */
    public Patience within(Duration limit) {
        Duration most = limit.multipliedBy(SHARE).dividedBy(10);
        return total.compareTo(most) <= 0 ? this : new Patience(attempts, base, cap, connect, answer, most);
    }
}
