package dev.cairn.models.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A clock that waits move on: nothing is really waited for. */
public final class Patience implements InstantSource, Pause {
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public Retries retries(RetryPolicy policy) {
        return new Retries(policy, this, this, new Random(7));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void take(Duration duration) {
        waits.add(duration);
        now = now.plus(duration);
    }

    public List<Duration> waits() {
        return List.copyOf(waits);
    }
}
