package dev.cairn.core.checkpoint;

import dev.cairn.core.log.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segments that this process has read or written, by hash. They never change, so the cache is never wrong. */
public final class SegmentCache {
    private final int maxEntries;
    private final Map<String, List<Entry>> segments = new LinkedHashMap<>(64, 0.75f, true);
    private long entries;

    /** @param maxEntries how many log entries are held at most; the least recently used segments go first */
    public SegmentCache(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    synchronized Optional<List<Entry>> get(String hash) {
        return Optional.ofNullable(segments.get(hash));
    }

    synchronized void put(String hash, List<Entry> segment) {
        List<Entry> previous = segments.put(hash, segment);
        entries += segment.size() - (previous == null ? 0 : previous.size());
        if (entries <= maxEntries) {
            return;
        }
        for (String eldest : new ArrayList<>(segments.keySet())) {
            if (entries <= maxEntries || eldest.equals(hash)) {
                return;
            }
            List<Entry> dropped = segments.remove(eldest);
            entries -= dropped == null ? 0 : dropped.size();
        }
    }
}
