package dev.cairn.local.asl.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    /** As it stands until it is moved. */
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @Test
    void after_shouldRunInTheOrderOfTheirTimesAndNotWhatWasCancelled() throws InterruptedException {
        try (var scheduler = SystemScheduler.start(clock)) {
            scheduler.after(Duration.ofMillis(60), () -> ran.add("last"));
            scheduler.after(Duration.ofMillis(30), () -> ran.add("cancelled")).cancel();
            scheduler.after(Duration.ofMillis(10), () -> ran.add("first"));
            now.set(Instant.EPOCH.plusSeconds(1));
            // Anything that wakes the scheduler shows it the new time; left alone it looks every few seconds.
            scheduler.after(Duration.ofDays(3000), () -> ran.add("never"));
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("first");
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("last");
        }
        assertThat(ran).isEmpty();
    }

    @Test
    void after_shouldFollowTheWallClock_whenItJumps() throws InterruptedException {
        try (var scheduler = SystemScheduler.start(clock)) {
            scheduler.after(Duration.ofDays(7), () -> ran.add("a week later"));
            now.set(Instant.EPOCH.plus(Duration.ofDays(8)));
            scheduler.after(Duration.ofDays(1), () -> ran.add("too early"));
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("a week later");
        }
    }

    @Test
    void after_shouldGoOn_whenAnActionFails() throws InterruptedException {
        try (var scheduler = SystemScheduler.start(Clock.systemUTC())) {
            scheduler.after(Duration.ZERO, () -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> ran.add(fault.getMessage()));
                throw new IllegalStateException("told");
            });
            scheduler.after(Duration.ofMillis(1), () -> ran.add("next"));
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("told");
            assertThat(ran.poll(1, TimeUnit.MINUTES)).isEqualTo("next");
        }
    }
}
