package dev.cairn.local.asl.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** Time that passes only when it is told to; timers run on the thread that lets it pass. */
public final class VirtualTime implements Scheduler {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TreeMap<Due, Runnable> timers = new TreeMap<>();
    private Instant now = START;
    private long lastNumber;

    private record Due(Instant at, long number) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable action) {
        var due = new Due(now.plus(delay), ++lastNumber);
        timers.put(due, action);
        return () -> {
            synchronized (this) {
                timers.remove(due);
            }
        };
    }

    /** How many timers have neither run nor been cancelled. */
    public synchronized int pending() {
        return timers.size();
    }

    /** Lets time pass, with everything that becomes due on the way, each at its own moment. */
    public void pass(Duration duration) {
        Instant until = now().plus(duration);
        for (Optional<Runnable> due = nextUntil(until); due.isPresent(); due = nextUntil(until)) {
            due.get().run();
        }
        synchronized (this) {
            now = until;
        }
    }

    /** How long until the next timer is due; empty if there is none. */
    public synchronized Optional<Duration> untilNext() {
        return timers.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.between(now, timers.firstKey().at()));
    }

    private synchronized Optional<Runnable> nextUntil(Instant until) {
        if (timers.isEmpty() || timers.firstKey().at().isAfter(until)) {
            return Optional.empty();
        }
        var first = timers.pollFirstEntry();
        now = first.getKey().at();
        return Optional.of(first.getValue());
    }
}
