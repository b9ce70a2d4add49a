package dev.cairn.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(8, new Random(1));

    @Test
    void waits_shouldDouble_upToABound_andDiffer() {
        for (int tried = 1; tried < 60; tried++) {
            long most = Math.min(10_000, 500L << Math.min(tried - 1, 10));
            int now = tried;
            List<Long> waits = IntStream.range(0, 100)
                    .mapToObj(_ -> backoff.after(now).toMillis())
                    .toList();
            assertThat(waits).allSatisfy(wait -> assertThat(wait).isBetween(most / 2, most));
            assertThat(new HashSet<>(waits)).hasSizeGreaterThan(20);
        }
    }

    @Test
    void aServerThatAsksForTime_shouldGetIt_withinReason() {
        assertThat(backoff.after(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(backoff.after(1, Duration.ofDays(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.after(5, Duration.ofSeconds(1))).isGreaterThan(Duration.ofSeconds(3));
    }
}
