package dev.cairn.local.simulation;

import java.util.Map;
import java.util.TreeMap;

/** What happened, counted by name. */
final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    synchronized void count(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    synchronized Map<String, Long> all() {
        return new TreeMap<>(counts);
    }

    synchronized void add(Tally other) {
        other.all().forEach((what, times) -> counts.merge(what, times, Long::sum));
    }
}
