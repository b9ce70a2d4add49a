package dev.cairn.local.simulation;

import java.util.random.RandomGenerator;

/**
 * Chances of a history, all from one source.
 *
 * @param duplicates of an invocation being made twice, in percent
 * @param hurry of an invocation beginning short of time, in percent
 * @param deeds of a person doing something at a call to a port, in a thousand
 */
record Luck(RandomGenerator random, int duplicates, int hurry, int deeds) {
    static Luck none(RandomGenerator random) {
        return new Luck(random, 0, 0, 0);
    }

    boolean hits(int percent) {
        return percent > 0 && random.nextInt(100) < percent;
    }

    boolean hitsInThousand(int perMille) {
        return perMille > 0 && random.nextInt(1000) < perMille;
    }
}
