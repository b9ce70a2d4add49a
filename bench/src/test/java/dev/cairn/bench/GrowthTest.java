package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.local.store.Durability;
import org.junit.jupiter.api.Test;

/** What does not depend on the machine's speed is held as a test. */
class GrowthTest {
    @Test
    void storedBytes_shouldGrowLinearly_andStayWithinFourTimesTheText() {
        Growth.Measured small = Growth.measure(20, Durability.NONE);
        Growth.Measured large = Growth.measure(200, Durability.NONE);

        double slope = Math.log((double) (large.objectBytes() + large.indexBytes())
                        / (small.objectBytes() + small.indexBytes()))
                / Math.log(10);
        assertThat(slope).isLessThan(1.2);
        assertThat(large.ratio()).isLessThan(4.0);
    }

    @Test
    void payloadsBetweenStates_shouldStayUnderOneKilobyte() {
        assertThat(Growth.measure(50, Durability.NONE).pointerBytes()).isLessThan(1024);
    }

    @Test
    void aLongRun_shouldBeHandedFromExecutionToExecution() {
        Growth.Measured measured = Growth.measure(1_050, Durability.NONE);

        assertThat(measured.executions()).isEqualTo(3);
        assertThat(measured.ratio()).isLessThan(4.0);
    }
}
