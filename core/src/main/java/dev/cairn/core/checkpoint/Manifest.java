package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.ForkedFrom;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as it is stored: everything but the log's words, which lie in the segments it names.
 *
 * @param step that made it
 * @param next what follows it
 * @param status of the run once it is committed
 * @param answered for a request that was opened with its answer (a recorded replay)
 * @param opened of a run's first checkpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
        RunId runId,
        long seq,
        CheckpointId checkpointId,
        @Nullable CheckpointId parentId,
        Instant at,
        StepName step,
        StepName next,
        RunStatus status,
        @Nullable StopReason stopReason,
        @Nullable ForkedFrom forkedFrom,
        State state,
        List<SegmentRef> segments,
        List<Occurrence> occurrences,
        @Nullable AnsweredRequest answered,
        @Nullable Opened opened) {
    public Manifest {
        requireNonNull(runId, "runId is null");
        requireNonNull(checkpointId, "checkpointId is null");
        requireNonNull(at, "at is null");
        requireNonNull(step, "step is null");
        requireNonNull(next, "next is null");
        requireNonNull(status, "status is null");
        requireNonNull(state, "state is null");
        segments = List.copyOf(segments);
        occurrences = List.copyOf(occurrences);
        long due = 0;
        for (SegmentRef segment : segments) {
            if (segment.first() != due) {
                throw new IllegalArgumentException("checkpoint " + checkpointId + " names a segment that begins at "
                        + segment.first() + " where " + due + " was due");
            }
            due = segment.end();
        }
    }

    @JsonIgnore
    public boolean terminal() {
        return next == StepName.CLOSE;
    }

    /** How many entries its log has. */
    public long logSize() {
        return segments.isEmpty() ? 0 : segments.getLast().end();
    }
}
