package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.json.Digest;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.Log;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.RunKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The log as segments. A step puts one object: its own entries alone or, when enough segments of one rank stand side by
 * side, those and its own merged into one of the next rank. So a checkpoint names O(log n) segments and an entry is
 * rewritten O(log n) times.
 */
public final class Segments {
    /** How many segments of one rank become one of the next. */
    public static final int FAN_OUT = 16;

    /** Segments do not grow past this many bytes, unpacked, so that a long log never becomes one unreadable object. */
    private static final int MAX_MERGED = 16 * 1024 * 1024;

    private final BlobStore blobs;
    private final SegmentCache cache;
    private final Formats formats;

    public Segments(BlobStore blobs, SegmentCache cache, Formats formats) {
        this.blobs = blobs;
        this.cache = cache;
        this.formats = formats;
    }

    /** Stores what a step appended; answers the segments of the log with it. */
    public List<SegmentRef> append(RunKey run, List<SegmentRef> standing, List<Entry> appended) {
        return append(run, run, standing, appended);
    }

    /**
     * Stores what a step appended, or a fork; answers the segments of the log with it.
     *
     * @param from the run whose the standing segments are: {@code run}, or the one that it is forked from
     */
    public List<SegmentRef> append(RunKey from, RunKey run, List<SegmentRef> standing, List<Entry> appended) {
        if (appended.isEmpty()) {
            return standing;
        }
        List<SegmentRef> kept = new ArrayList<>(standing);
        List<Entry> entries = List.copyOf(appended);
        byte[] lines = SegmentCodec.lines(formats, entries);
        int rank = 0;
        while (sameRankAtEnd(kept, rank) == FAN_OUT - 1) {
            rank++;
            List<SegmentRef> neighbours = kept.subList(kept.size() - (FAN_OUT - 1), kept.size());
            List<Entry> merged = new ArrayList<>();
            for (SegmentRef neighbour : neighbours) {
                merged.addAll(read(from, neighbour));
            }
            byte[] theirs = SegmentCodec.lines(formats, merged);
            if (theirs.length + lines.length > MAX_MERGED) {
                // It takes the next rank all the same, so that these neighbours are not looked at again.
                break;
            }
            neighbours.clear();
            merged.addAll(entries);
            entries = merged;
            lines = joined(theirs, lines);
        }
        byte[] bytes = SegmentCodec.write(formats, lines);
        String hash = Digest.hex(bytes);
        Immutable.put(blobs, run, Keys.segment(run, hash), bytes);
        cache.put(hash, List.copyOf(entries));
        kept.add(new SegmentRef(hash, rank, entries.getFirst().ordinal(), entries.size(), bytes.length));
        return List.copyOf(kept);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static int sameRankAtEnd(List<SegmentRef> segments, int rank) {
        int count = 0;
        while (count < segments.size()
                && segments.get(segments.size() - 1 - count).rank() == rank) {
            count++;
        }
        return count;
    }

    /** @throws BrokenObjectException if one of them is missing or not what was stored */
    public Log log(RunKey run, List<SegmentRef> segments) {
        List<List<Entry>> parts = new ArrayList<>(segments.size());
        for (SegmentRef segment : segments) {
            parts.add(read(run, segment));
        }
        return Log.of(parts);
    }

    /** @throws BrokenObjectException if it is missing or not what was stored */
    public List<Entry> read(RunKey run, SegmentRef segment) {
        return cache.get(segment.hash()).orElseGet(() -> {
            List<Entry> entries = verify(run, segment);
            cache.put(segment.hash(), entries);
            return entries;
        });
    }

    /**
     * Reads the stored bytes of each, past the cache.
     *
     * @throws BrokenObjectException if one of them is missing or not what was stored
     */
    public void requireIntact(RunKey run, Collection<SegmentRef> segments) {
        for (SegmentRef segment : segments) {
            var _ = bytes(run, segment);
        }
    }

    /** Stores the same segments under another run, byte for byte. */
    public void copy(RunKey from, RunKey to, Collection<SegmentRef> segments) {
        for (SegmentRef segment : segments) {
            Immutable.put(blobs, to, Keys.segment(to, segment.hash()), bytes(from, segment));
        }
    }

    private byte[] bytes(RunKey run, SegmentRef segment) {
        return Immutable.get(blobs, Keys.segment(run, segment.hash()), segment.hash());
    }

    /**
     * Reads the stored bytes, past the cache, and checks them.
     *
     * @throws BrokenObjectException if it is missing or not what was stored
     */
    public List<Entry> verify(RunKey run, SegmentRef segment) {
        String key = Keys.segment(run, segment.hash());
        List<Entry> entries = SegmentCodec.read(formats, key, bytes(run, segment));
        if (entries.size() != segment.count() || entries.getFirst().ordinal() != segment.first()) {
            throw new BrokenObjectException(key, "holds other entries than the checkpoint says");
        }
        return entries;
    }
}
