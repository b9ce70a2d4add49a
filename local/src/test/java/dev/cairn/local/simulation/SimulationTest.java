package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Histories in which everything that can go wrong does, each from its seed. */
final class SimulationTest {
    private static final int HISTORIES = Integer.getInteger("cairn.histories", 10_000);
    private static final long FIRST = Long.getLong("cairn.first", 1);

    private static String again(long seed) {
        return "mvn -pl local -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.seed="
                + seed;
    }

    @Test
    @DisabledIfSystemProperty(named = "cairn.seed", matches = ".+")
    void run_shouldEndAndLoseNothing_whenEverythingGoesWrongAtRandom() {
        Summary summary = new Trials(
                        "at random",
                        n -> new Trials.Trial(Weather.of(FIRST + n), again(FIRST + n)),
                        world -> {})
                .play(HISTORIES);

        assertThat(summary.histories()).isEqualTo(HISTORIES);
    }

    @Test
    @EnabledIfSystemProperty(named = "cairn.seed", matches = ".+")
    void run_shouldEndAndLoseNothing_whenThisSeedIsPlayed() {
        long seed = Long.getLong("cairn.seed");
        World world = Weather.of(seed);
        world.findings().trace();

        new History(world).play();

        System.out.println("History " + seed + ":\n" + world.findings().story() + "\n" + world.tally().all());
        assertThat(world.findings().all()).isEmpty();
    }
}
