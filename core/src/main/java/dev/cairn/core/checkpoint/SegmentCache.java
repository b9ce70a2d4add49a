package dev.cairn.core.checkpoint;

import dev.cairn.core.cache.RecentlyUsed;
import dev.cairn.core.log.Entry;
import java.util.List;
import java.util.Optional;

/** Segments that this process has read or written, by hash. They never change, so the cache is never wrong. */
public final class SegmentCache {
    private static final int USUAL_ENTRY = 2 * 1024;

    private final RecentlyUsed<String, List<Entry>> segments;

    /**
     * @param maxEntries how many log entries of up to 2 KB are held at most, a longer one counting as several; the least
     *     recently used segments go first
     */
    public SegmentCache(int maxEntries) {
        segments = new RecentlyUsed<>(maxEntries, SegmentCache::weight);
    }

    Optional<List<Entry>> get(String hash) {
        return segments.get(hash);
    }

    void put(String hash, List<Entry> segment) {
        segments.put(hash, segment);
    }

    private static long weight(List<Entry> segment) {
        return segment.stream()
                .mapToLong(entry -> 1 + entry.text().length() / USUAL_ENTRY)
                .sum();
    }
}
