package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run of three rounds with reviews, a reset and two tool calls, and one crash: at every call to a port, both sides. */
final class CrashTest {
    private static final int MODEL_CALLS = 11;

    @ParameterizedTest
    @CsvSource({"false, CRASH_BEFORE, CRASH_AFTER", "true, KILL_BEFORE, KILL_AFTER"})
    void run_shouldEndAsIfNothingHadHappened_whenOneCallKillsItsInvocationOrTheProcess(
            boolean local, Fault before, Fault after) {
        int calls = Crashes.calls(local);

        Summary summary = new Trials(
                        "one crash at each of " + calls + " calls, " + before + " and " + after,
                        n -> {
                            Crashes.Point point = new Crashes.Point(1 + n / 2, n % 2 == 0 ? before : after);
                            return new Trials.Trial(
                                    Crashes.world(local, (number, site) -> point.at(number)), point.toString());
                        },
                        CrashTest::costsAtMostTheCallInFlight)
                .play(2 * calls);

        assertThat(summary.of("runs SUCCEEDED satisfied")).isEqualTo(2L * calls);
        assertThat(summary.faults()).isEqualTo(2L * calls);
        assertThat(summary.of("paid answers lost")).isPositive();
    }

    private static void costsAtMostTheCallInFlight(World world) {
        Bill bill = world.bill();
        if (bill.lost() > 1) {
            world.findings().add("one crash cost " + bill.lost() + " paid calls");
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
