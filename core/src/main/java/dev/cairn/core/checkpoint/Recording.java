package dev.cairn.core.checkpoint;

import java.util.List;

/**
 * What a recorded replay answers its calls from: the parent's log after the fork.
 *
 * @param base the ordinal at which the fork's own log begins
 * @param segments of the parent's log, copied; they may reach before {@code base}
 * @param missed whether a call was not held, so that the run has gone live
 */
public record Recording(long base, List<SegmentRef> segments, boolean missed) {
    public Recording {
        segments = List.copyOf(segments);
    }

    public Recording live() {
        return new Recording(base, segments, true);
    }
}
