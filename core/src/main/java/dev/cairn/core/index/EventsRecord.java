package dev.cairn.core.index;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cairn.core.event.Event;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The events of one commit.
 *
 * @param batch orders commits: see {@link #ofCheckpoint} and {@link #afterCheckpoint}
 * @param checkpointId null for what befell a run without a checkpoint, such as a failure
 */
public record EventsRecord(
        TenantId tenant,
        RunId runId,
        String batch,
        long seq,
        @Nullable CheckpointId checkpointId,
        Instant at,
        List<Occurrence> occurrences)
        implements IndexRecord {
    /** Its digits sort after those of every place in a batch. */
    private static final long FIRST_NEWS = 1_000_000_000;

    public EventsRecord {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(batch, "batch is null");
        requireNonNull(at, "at is null");
        occurrences = List.copyOf(occurrences);
    }

    /** Deltas of a step sort before its checkpoint's events: they have 0 where those have 1. */
    public static String beforeCheckpoint(long seq) {
        return IndexKey.padded(seq) + "-0";
    }

    public static String ofCheckpoint(long seq) {
        return IndexKey.padded(seq) + "-1";
    }

    public static String afterCheckpoint(long seq, long epoch) {
        return IndexKey.padded(seq) + "-2-" + IndexKey.padded(epoch);
    }

    /**
     * News of an object that was found broken: after what befell the run until now, and before what will.
     *
     * @param epoch the last that may have left events of its own at this checkpoint
     * @param nth counts such news of the run, from 0
     */
    public static String ofQuarantine(long seq, long epoch, int nth) {
        return afterCheckpoint(seq, epoch) + "-" + IndexKey.padded(FIRST_NEWS + nth);
    }

    public static String eventId(String batch, int place) {
        return batch + "-" + String.format(Locale.ROOT, "%06d", place);
    }

    public List<Event> events() {
        List<Event> events = new ArrayList<>(occurrences.size());
        for (Occurrence one : occurrences) {
            events.add(new Event(eventId(batch, events.size()), runId, seq, checkpointId, one.type(), at, one.data()));
        }
        return events;
    }

    @Override
    @JsonIgnore
    public IndexKey<EventsRecord> key() {
        return new IndexKey<>(new RunKey(tenant, runId), RecordKind.EVENTS, batch);
    }
}
