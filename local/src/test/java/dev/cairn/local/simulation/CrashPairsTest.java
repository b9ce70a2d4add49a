package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same run and two crashes. Where the second can strike depends on the first, so it is looked for in each run with
 * the first alone. All pairs are many: the ordinary tests take every so many of them, {@code -Dcairn.pairs=1} takes all.
 */
final class CrashPairsTest {
    private static final int EVERY = Integer.getInteger("cairn.pairs", 8);

    @ParameterizedTest
    @CsvSource({"false, CRASH_BEFORE, CRASH_AFTER", "true, KILL_BEFORE, KILL_AFTER"})
    void run_shouldEndWell_whenTwoCallsKillTheirInvocationsOrTheProcess(boolean local, Fault before, Fault after) {
        List<List<Crashes.Point>> all = new ArrayList<>();
        for (Crashes.Point first : Crashes.points(local, FaultPlan.NONE, 1, before, after)) {
            FaultPlan alone = (number, site) -> first.at(number);
            for (Crashes.Point second : Crashes.points(local, alone, first.call() + 1, before, after)) {
                all.add(List.of(first, second));
            }
        }
        int taken = all.size() / EVERY;

        Summary summary = new Trials(
                        taken + " of " + all.size() + " pairs of " + before + " and " + after,
                        n -> {
                            List<Crashes.Point> pair = all.get(n * EVERY);
                            return new Trials.Trial(
                                    Crashes.world(local, Crashes.plan(pair)), Crashes.again(local, pair));
                        },
                        world -> CrashTest.costsAtMostTheCallsInFlight(world, 2))
                .play(taken);

        assertThat(summary.of("runs SUCCEEDED satisfied")).isEqualTo(taken);
        assertThat(summary.faults()).isEqualTo(2L * taken);
    }
}
