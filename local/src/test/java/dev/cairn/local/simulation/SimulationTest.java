package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
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
                        "at random", n -> new Trials.Trial(Weather.of(FIRST + n), again(FIRST + n)), world -> {})
                .play(HISTORIES);

        assertThat(summary.histories()).isEqualTo(HISTORIES);
        assertThat(summary.of("runs SUCCEEDED satisfied"))
                .as("runs that succeeded")
                .isGreaterThan(HISTORIES / 2);
        assertThat(summary.of("runs STOPPED expired")).isGreaterThan(HISTORIES / 50);
        assertThat(summary.of("runs CANCELLED cancelled")).isGreaterThan(HISTORIES / 50);
        for (Fault fault : Weather.kinds()) {
            assertThat(summary.of("fault " + fault.name().toLowerCase(Locale.ROOT)))
                    .as("faults of the kind " + fault)
                    .isGreaterThan(HISTORIES / 20);
        }
        for (String seen : List.of(
                "duplicate invocations",
                "processes that died",
                "decisions accepted",
                "decisions that lost",
                "resumed")) {
            assertThat(summary.of(seen)).as(seen).isGreaterThan(HISTORIES / 20);
        }
        for (String seen : List.of(
                "replays opened", "pinned", "unpinned", "deletions", "expiries", "runs deleted", "pushes lost")) {
            assertThat(summary.of(seen)).as(seen).isGreaterThan(HISTORIES / 50);
        }
        // Why each of these was made again, every history was asked by itself; see Bill.
        assertThat(summary.of("paid calls repeated"))
                .as("paid calls that were made again, each for an answer that was lost")
                .isBetween(HISTORIES / 20L, summary.of("paid answers lost"));
        assertThat(summary.of("paid answers overtaken")).isPositive();
        assertThat(summary.states()).as("distinct places of a fault").isGreaterThan(HISTORIES / 2);
    }

    @Test
    void history_shouldGoTheSameWay_whenItsSeedIsPlayedAgain() {
        for (long seed = FIRST; seed < FIRST + 30; seed++) {
            World first = Weather.of(seed);
            new History(first).play();
            World second = Weather.of(seed);
            new History(second).play();

            assertThat(second.findings().digest()).isEqualTo(first.findings().digest());
            assertThat(second.tally().all()).isEqualTo(first.tally().all());
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "cairn.seed", matches = ".+")
    void run_shouldEndAndLoseNothing_whenThisSeedIsPlayed() {
        long seed = Long.getLong("cairn.seed");
        World world = Weather.of(seed);
        world.findings().trace();

        new History(world).play();

        System.out.println("History " + seed + ":\n" + world.findings().story() + "\n"
                + world.tally().all());
        assertThat(world.findings().all()).isEmpty();
    }
}
