package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What people do to a run besides answering, and the hand-over, with one fault at each of its calls to a port: a death
 * before and after, a time-out after the effect, a refusal. Whoever was not told that it is done asks once more, or
 * leaves it: either way the run ends right, and what was asked for twice stands.
 */
final class DeedFaultsTest {
    private static final List<Fault> FAULTS =
            List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.TIMEOUT_AFTER, Fault.THROTTLE);

    @ParameterizedTest
    @EnumSource
    void deed_shouldStand_whenItIsAskedForAgainAfterAFaultAtAnyCall(Deed deed) {
        every(deed, true);
    }

    /** What a pin that died leaves by itself is told by {@link KeepRacesTest} and the check of the store. */
    @ParameterizedTest
    @EnumSource(
            names = {"KEEP", "LET_GO"},
            mode = EnumSource.Mode.EXCLUDE)
    void run_shouldEndRight_whenNobodyAsksAgainAfterAFaultAtAnyCall(Deed deed) {
        every(deed, false);
    }

    private static void every(Deed deed, boolean again) {
        List<String> wrong = new ArrayList<>();
        int histories = 0;
        for (Fault fault : FAULTS) {
            int at = 1;
            while (play(deed, fault, at, again, wrong)) {
                at++;
            }
            histories += at - 1;
            assertThat(at).as("calls of " + deed).isGreaterThan(3);
        }
        System.out.println("Deed, " + deed + (again ? ", asked for again: " : ", left: ") + histories + " histories");
        assertThat(wrong).isEmpty();
    }

    /** @return whether there is such a call */
    private static boolean play(Deed deed, Fault fault, int at, boolean again, List<String> wrong) {
        Strike[] made = new Strike[1];
        World world = deed.before(fault, at, made);
        deed.doIt(world);
        world.turns().runUntilIdle();
        if (!made[0].hasStruck()) {
            return false;
        }
        if (again && deed != Deed.HAND_OVER && world.post().said().getLast().status() >= 400) {
            deed.doIt(world);
        }
        new History(world).finish();
        if ((again || deed == Deed.HAND_OVER) && !deed.stands(world)) {
            world.findings().add("it was asked for again and does not stand");
        }
        world.findings().all().forEach(one -> wrong.add(deed + ", " + fault + " at call " + at + ": " + one));
        return true;
    }
}
