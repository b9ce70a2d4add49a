package dev.cairn.core.index;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cairn.core.event.Event;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.util.List;

/**
 * The events of one commit.
 *
 * @param batch orders commits: {@code seq} padded, then a digit: 1 for the checkpoint's own, 2 for what befell the run
 *     after it, then the epoch
 */
public record EventsRecord(TenantId tenant, RunId runId, String batch, List<Event> events) implements IndexRecord {
    public EventsRecord {
        events = List.copyOf(events);
    }

    @Override
    @JsonIgnore
    public IndexKey<EventsRecord> key() {
        return new IndexKey<>(new RunKey(tenant, runId), RecordKind.EVENTS, batch);
    }
}
