package dev.cairn.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes some times as fast as it should, so that nobody waits for waits, and can be put forward. */
final class HurriedClock extends Clock {
    private final Instant began = Instant.now();
    private final int times;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    HurriedClock(int times) {
        this.times = times;
    }

    void forward(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        Duration passed = Duration.between(began, Instant.now());
        return began.plus(passed.multipliedBy(times)).plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("UTC alone");
    }
}
