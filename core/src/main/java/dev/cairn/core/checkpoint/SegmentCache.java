package dev.cairn.core.checkpoint;

import dev.cairn.core.log.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segments that this process has read or written, by hash. They never change, so the cache is never wrong. */
public final class SegmentCache {
    private static final int USUAL_ENTRY = 2 * 1024;

    private final int maxEntries;
    private final Map<String, List<Entry>> segments = new LinkedHashMap<>(64, 0.75f, true);
    private long entries;

    /**
     * @param maxEntries how many log entries of up to 2 KB are held at most, a longer one counting as several; the least
     *     recently used segments go first
     */
    public SegmentCache(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    synchronized Optional<List<Entry>> get(String hash) {
        return Optional.ofNullable(segments.get(hash));
    }

    synchronized void put(String hash, List<Entry> segment) {
        List<Entry> previous = segments.put(hash, segment);
        entries += weight(segment) - (previous == null ? 0 : weight(previous));
        if (entries <= maxEntries) {
            return;
        }
        for (String eldest : new ArrayList<>(segments.keySet())) {
            if (entries <= maxEntries || eldest.equals(hash)) {
                return;
            }
            List<Entry> dropped = segments.remove(eldest);
            entries -= dropped == null ? 0 : weight(dropped);
        }
    }

    private static long weight(List<Entry> segment) {
        return segment.stream()
                .mapToLong(entry -> 1 + entry.text().length() / USUAL_ENTRY)
                .sum();
    }
}
