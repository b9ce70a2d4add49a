package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Bytes flip in what was committed: nothing is ever built on it, and whoever meets it is told which object it is. */
final class RotTest {
    private static final int HISTORIES = 300;

    private static String again(long seed) {
        return "mvn -pl local -am test -Dtest=RotTest -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.seed=" + seed;
    }

    @Test
    @DisabledIfSystemProperty(named = "cairn.seed", matches = ".+")
    void run_shouldNameTheDamageAndBuildNothingOnIt_whenBytesFlip() {
        Summary summary = new Trials(
                        "bytes that flip", n -> new Trials.Trial(Rot.world(n + 1), again(n + 1)), world -> {})
                .play(HISTORIES);

        assertThat(summary.of("fault flip")).isGreaterThan(HISTORIES / 3);
        assertThat(summary.of("runs FAILED error")).isGreaterThan(HISTORIES / 20);
        assertThat(summary.of("runs SUCCEEDED satisfied")).isGreaterThan(HISTORIES / 20);
    }

    @Test
    @EnabledIfSystemProperty(named = "cairn.seed", matches = ".+")
    void run_shouldNameTheDamageAndBuildNothingOnIt_whenThisSeedIsPlayed() {
        long seed = Long.getLong("cairn.seed");
        World world = Rot.world(seed);
        world.findings().trace();

        new History(world).play();

        System.out.println("History " + seed + " of bytes that flip:\n"
                + world.findings().story() + "\n" + world.tally().all());
        assertThat(world.findings().all()).isEmpty();
    }
}
