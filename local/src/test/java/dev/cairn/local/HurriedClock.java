package dev.cairn.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that can be made to go some times as fast as it should, so that nobody waits for waits, and put forward. */
final class HurriedClock extends Clock {
    private Instant from = Instant.now();
    private Instant shown = from;
    private int times = 1;

    /** From now on it goes so many times as fast. */
    synchronized void hurry(int as) {
        set(instant());
        times = as;
    }

    synchronized void forward(Duration by) {
        set(instant().plus(by));
    }

    private void set(Instant to) {
        from = Instant.now();
        shown = to;
    }

    @Override
    public synchronized Instant instant() {
        return shown.plus(Duration.between(from, Instant.now()).multipliedBy(times));
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
