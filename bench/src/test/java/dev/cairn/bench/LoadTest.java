package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not depend on the machine's speed: that runs started at once all end, each by itself. */
class LoadTest {
    @TempDir
    Path data;

    @Test
    void runsStartedAtOnce_shouldAllSucceed_withAllTheirRounds() throws Exception {
        Load.Measured measured = Load.measure(data.resolve("runs"), 200, Duration.ofMinutes(5));

        assertThat(measured.others()).isEmpty();
        assertThat(measured.runs()).isEqualTo(200);
    }
}
