package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bytes flip in what was committed: nothing is ever built on it, and whoever meets it is told which object it is. */
final class RotTest {
    private static final int HISTORIES = 300;

    @Test
    void run_shouldNameTheDamageAndBuildNothingOnIt_whenBytesFlip() {
        Summary summary = new Trials(
                        "bytes that flip",
                        n -> new Trials.Trial(Rot.world(n + 1), "seed " + (n + 1) + " of RotTest"),
                        world -> {})
                .play(HISTORIES);

        assertThat(summary.of("fault flip")).isGreaterThan(HISTORIES / 3);
        assertThat(summary.of("runs FAILED error")).isGreaterThan(HISTORIES / 20);
        assertThat(summary.of("runs SUCCEEDED satisfied")).isGreaterThan(HISTORIES / 20);
    }
}
