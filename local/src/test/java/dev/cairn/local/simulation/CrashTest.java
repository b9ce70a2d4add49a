package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run of three rounds with reviews, a reset and two tool calls, and one crash: at every call to a port, both sides. */
final class CrashTest {
    private static final int MODEL_CALLS = 11;

    @ParameterizedTest
    @DisabledIfSystemProperty(named = "cairn.crashes", matches = ".+")
    @CsvSource({"false, CRASH_BEFORE, CRASH_AFTER", "true, KILL_BEFORE, KILL_AFTER"})
    void run_shouldEndAsIfNothingHadHappened_whenOneCallKillsItsInvocationOrTheProcess(
            boolean local, Fault before, Fault after) {
        int calls = Crashes.calls(local);

        Summary summary = new Trials(
                        "one crash at each of " + calls + " calls, " + before + " and " + after,
                        n -> {
                            Crashes.Point point = new Crashes.Point(1 + n / 2, n % 2 == 0 ? before : after);
                            return new Trials.Trial(
                                    Crashes.world(local, (number, site) -> point.at(number)),
                                    Crashes.again(local, List.of(point)));
                        },
                        world -> costsAtMostTheCallsInFlight(world, 1))
                .play(2 * calls);

        assertThat(summary.of("runs SUCCEEDED satisfied")).isEqualTo(2L * calls);
        assertThat(summary.faults()).isEqualTo(2L * calls);
        assertThat(summary.of("paid answers lost")).isPositive();
    }

    @Test
    void aCommandThatPlaysItAgain_shouldSayWhichCrashes() {
        List<Crashes.Point> points =
                List.of(new Crashes.Point(17, Fault.KILL_BEFORE), new Crashes.Point(20, Fault.KILL_AFTER));

        String command = Crashes.again(true, points);

        assertThat(command).endsWith(" -Dcairn.local=true -Dcairn.crashes=KILL_BEFORE@17,KILL_AFTER@20");
        assertThat(Crashes.told(command.substring(command.lastIndexOf('=') + 1)))
                .isEqualTo(points);
    }

    @Test
    @EnabledIfSystemProperty(named = "cairn.crashes", matches = ".+")
    void run_shouldEndAsIfNothingHadHappened_whenTheseCrashesStrike() {
        List<Crashes.Point> points = Crashes.told(System.getProperty("cairn.crashes"));
        World world = Crashes.world(Boolean.getBoolean("cairn.local"), Crashes.plan(points));
        world.findings().trace();

        new History(world).play();
        costsAtMostTheCallsInFlight(world, points.size());

        System.out.println("With " + points + ":\n" + world.findings().story() + "\n"
                + world.tally().all());
        assertThat(world.findings().all()).isEmpty();
    }

    static void costsAtMostTheCallsInFlight(World world, int crashes) {
        Bill bill = world.bill();
        if (bill.lost() > crashes) {
            world.findings().add(crashes + " crashes cost " + bill.lost() + " paid calls");
        }
        if (bill.modelCalls() + bill.toolCalls() != MODEL_CALLS + 2 + bill.lost()) {
            world.findings()
                    .add(bill.modelCalls() + " model calls and " + bill.toolCalls() + " tool runs were made, "
                            + bill.lost() + " were lost, and " + (MODEL_CALLS + 2) + " are what the run takes");
        }
        if (bill.toolKeys() != 2) {
            world.findings().add("two tool calls ran under " + bill.toolKeys() + " idempotency keys");
        }
    }
}
