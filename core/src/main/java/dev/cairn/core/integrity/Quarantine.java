package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Digest;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.step.Machine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sees to a committed object that was found missing or damaged: keeps a copy of its bytes as evidence, marks the
 * checkpoint that was read, leaves an event, and says where to go on from. The object itself stays as it was found, so
 * that a good copy can be put in its place.
 */
public final class Quarantine {
    private final Machine machine;

    public Quarantine(Machine machine) {
        this.machine = machine;
    }

    /** Done twice, it leaves one mark and one event. */
    public WayOn of(BrokenObjectException broken) {
        Optional<RunRecord> run = Keys.run(broken.key())
                .flatMap(key -> machine.index().get(RunRecord.key(key)))
                .map(Versioned::record)
                .filter(record -> !record.deleted());
        if (run.isEmpty()) {
            return WayOn.NONE;
        }
        RunKey key = run.get().run();
        machine.blobs()
                .get(broken.key())
                .ifPresent(bytes ->
                        machine.blobs().putIfAbsent(Keys.quarantine(key, broken.key(), Digest.hex(bytes)), bytes));
        WayOn way = wayOn(run.get());
        mark(run.get(), broken, way);
        return way;
    }

    private WayOn wayOn(RunRecord run) {
        Optional<CheckpointId> intact =
                machine.checkpoints().newestIntact(run.run(), run.seq()).map(CheckpointRecord::checkpointId);
        return intact.map(id -> new WayOn(id, null))
                .orElseGet(() -> new WayOn(
                        null,
                        new RecordedTask(machine.blobs(), machine.checkpoints().formats()).of(run)));
    }

    private void mark(RunRecord run, BrokenObjectException broken, WayOn way) {
        String object = broken.key().substring(run.run().prefix().length());
        if (machine.index().get(QuarantineRecord.key(run.run(), object)).isPresent()) {
            return;
        }
        Instant now = machine.clock().instant();
        @Nullable String read = broken.checkpoint();
        QuarantineRecord mark = new QuarantineRecord(
                run.tenant(),
                run.runId(),
                object,
                read == null ? null : new CheckpointId(read),
                broken.what(),
                now,
                way.newestIntact());
        EventsRecord events = new EventsRecord(
                run.tenant(),
                run.runId(),
                EventsRecord.ofQuarantine(run.seq(), object),
                run.seq(),
                null,
                now,
                List.of(Occurrence.of(EventType.CHECKPOINT_QUARANTINED, data(broken, read, way))));
        if (machine.index().transact(List.of(new Write.Create(mark), new Write.Put(events)))) {
            machine.events().committed(run.run(), events.events());
        }
    }

    private static Map<String, String> data(BrokenObjectException broken, @Nullable String read, WayOn way) {
        Map<String, String> data = new HashMap<>();
        data.put("key", broken.key());
        data.put("what", broken.what());
        if (read != null) {
            data.put("checkpoint", read);
        }
        if (way.newestIntact() != null) {
            data.put("newestIntact", way.newestIntact().value());
        }
        return data;
    }
}
