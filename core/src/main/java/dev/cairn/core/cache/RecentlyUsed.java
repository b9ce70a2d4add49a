package dev.cairn.core.cache;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Immutable values of different weights up to a sum; what was used least recently goes first. */
public final class RecentlyUsed<K, V> {
    private final long maxWeight;
    private final ToLongFunction<V> weigh;
    private final Map<K, Weighed<V>> values = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    /** @param maxWeight of all values together; one that alone is heavier stays until the next is put */
    public RecentlyUsed(long maxWeight, ToLongFunction<V> weigh) {
        this.maxWeight = maxWeight;
        this.weigh = weigh;
    }

    private record Weighed<V>(V value, long weight) {}

    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key)).map(Weighed::value);
    }

    public synchronized void put(K key, V value) {
        Weighed<V> mine = new Weighed<>(value, weigh.applyAsLong(value));
        Weighed<V> previous = values.put(key, mine);
        weight += mine.weight() - (previous == null ? 0 : previous.weight());
        Iterator<Weighed<V>> eldest = values.values().iterator();
        while (weight > maxWeight && values.size() > 1) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
