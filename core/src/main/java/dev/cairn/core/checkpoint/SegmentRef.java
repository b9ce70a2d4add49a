package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Digest;

/**
 * A segment of the log as a checkpoint names it.
 *
 * @param hash SHA-256, hex, of the stored bytes; its key is made of it
 * @param rank 0 as a step wrote it, one more for each merge
 * @param first the ordinal of its first entry
 * @param count how many entries it holds, at least 1
 * @param bytes its stored size
 */
public record SegmentRef(String hash, int rank, long first, int count, int bytes) {
    public SegmentRef {
        requireNonNull(hash, "hash is null");
        if (!Digest.isHex(hash) || rank < 0 || first < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "a segment needs a SHA-256 in hex, rank and first of 0 or more and a count of 1 or more");
        }
    }

    public long end() {
        return first + count;
    }
}
