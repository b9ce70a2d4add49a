package dev.cairn.core.run;

/**
 * What the machine counts.
 *
 * @param rounds progress evaluations so far
 * @param stalls net stalls since the last reset
 * @param resets resets so far
 * @param reviews times that the plan now in review was sent back with feedback
 */
public record Counters(int rounds, int stalls, int resets, int reviews) {
    public static final Counters ZERO = new Counters(0, 0, 0, 0);

    public Counters nextRound() {
        return new Counters(rounds + 1, stalls, resets, reviews);
    }

    public Counters stalled() {
        return new Counters(rounds, stalls + 1, resets, reviews);
    }

    public Counters progressed() {
        return new Counters(rounds, Math.max(0, stalls - 1), resets, reviews);
    }

    public Counters reset() {
        return new Counters(rounds, 0, resets + 1, 0);
    }

    public Counters revised() {
        return new Counters(rounds, stalls, resets, reviews + 1);
    }

    public Counters reviewed() {
        return new Counters(rounds, stalls, resets, 0);
    }
}
