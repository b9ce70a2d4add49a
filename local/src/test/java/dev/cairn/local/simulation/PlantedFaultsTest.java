package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test of the tests: each of six faults in the commit protocol is found, and within few histories. */
final class PlantedFaultsTest {
    private static final int ENOUGH = 300;

    @ParameterizedTest
    @CsvSource({
        "SKIPPED_CONDITION, decided twice|written over|went on after its end",
        "SKIPPED_VERSION, an epoch went back",
        "INDEX_FIRST, names an object that is not there",
        "FORGOTTEN_JOURNAL, asked a model again although",
        "IGNORED_412, another hash than the stored bytes"
    })
    void simulation_shouldFind_whenThisFaultIsPlanted(PlantedFault fault, String words) {
        find(fault.name(), words, seed -> {
            World world = Weather.of(seed, fault::in);
            new History(world).play();
            return world.findings().all();
        });
    }

    @Test
    void simulation_shouldFind_whenWhatIsReadIsNotHashed() {
        find("TRUST_WITHOUT_HASHING", "built on a damaged object", new Mutant()::findings);
    }

    /** Until a history tells of this fault in these words, and not of something that only came of it. */
    private static void find(String fault, String words, LongFunction<? extends List<?>> histories) {
        Pattern telling = Pattern.compile(words);
        for (long seed = 1; seed <= ENOUGH; seed++) {
            for (Object finding : histories.apply(seed)) {
                if (telling.matcher(finding.toString()).find()) {
                    System.out.println("Planted " + fault + ", found in history " + seed + ": " + finding);
                    return;
                }
            }
        }
        assertThat(ENOUGH)
                .as("histories in which " + fault + " was planted and not found")
                .isZero();
    }
}
