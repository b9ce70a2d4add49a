package dev.cairn.functions.api.view;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.Segments;
import dev.cairn.core.log.Entry;
import dev.cairn.core.run.RunKey;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Single entries of a checkpoint's log: of its segments only those that hold them are read. */
public final class LogReader {
    private final Segments segments;
    private final RunKey run;
    private final Manifest manifest;

    LogReader(Segments segments, RunKey run, Manifest manifest) {
        this.segments = segments;
        this.run = run;
        this.manifest = manifest;
    }

    /** @throws dev.cairn.core.error.BrokenObjectException if the segment that holds it is not intact */
    Entry entry(long ordinal) {
        for (SegmentRef segment : manifest.segments()) {
            if (segment.first() <= ordinal && ordinal < segment.end()) {
                return CheckpointStore.reading(
                        manifest.checkpointId(),
                        () -> segments.read(run, segment).get((int) (ordinal - segment.first())));
            }
        }
        throw new NoSuchElementException("checkpoint " + manifest.checkpointId() + " has no entry " + ordinal);
    }

    /** The words of an entry; null where there is none to read. */
    public @Nullable String text(@Nullable Long ordinal) {
        return ordinal == null ? null : entry(ordinal).text();
    }
}
