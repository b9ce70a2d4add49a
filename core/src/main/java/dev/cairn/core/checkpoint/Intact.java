package dev.cairn.core.checkpoint;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.run.RunKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether checkpoints of a run are intact, past every cache; a segment that many of them name is read once. */
final class Intact {
    private final CheckpointStore checkpoints;
    private final RunKey run;
    private final Map<String, Boolean> segments = new HashMap<>();

    Intact(CheckpointStore checkpoints, RunKey run) {
        this.checkpoints = checkpoints;
        this.run = run;
    }

    boolean holds(CheckpointRecord record) {
        try {
            Manifest manifest = checkpoints.manifest(run, record);
            List<SegmentRef> named = new ArrayList<>(manifest.segments());
            Recording recording = manifest.state().recording();
            if (recording != null) {
                named.addAll(recording.segments());
            }
            return named.stream().allMatch(this::holds);
        } catch (BrokenObjectException e) {
            return false;
        }
    }

    private boolean holds(SegmentRef segment) {
        return segments.computeIfAbsent(segment.hash(), hash -> {
            try {
                checkpoints.segments().verify(run, segment);
                return true;
            } catch (BrokenObjectException e) {
                return false;
            }
        });
    }
}
