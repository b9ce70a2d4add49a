package dev.cairn.local.simulation;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.ManifestCodec;
import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.event.Event;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Digest;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, byte for byte, what was committed at the moment it was, and holds every later write against it. It stands
 * behind all faults, at the stores themselves, so it sees what is, whatever anybody was told.
 */
final class Witness {
    /** A committed step: its record, what it said, and the objects that it stands on. */
    record Committed(CheckpointRecord record, Manifest manifest) {}

    private static final int EVENTS = 1000;

    private final BlobStore blobs;
    private final IndexStore index;
    private final Findings findings;
    private final Tally tally;
    private final Clocks clocks;
    private final Map<RunKey, List<Committed>> runs = new LinkedHashMap<>();
    private final Set<RunKey> deleted = new LinkedHashSet<>();
    private final Map<String, byte[]> objects = new LinkedHashMap<>();

    Witness(BlobStore blobs, IndexStore index, Findings findings, Tally tally, Clocks clocks) {
        this.blobs = blobs;
        this.index = index;
        this.findings = findings;
        this.tally = tally;
        this.clocks = clocks;
    }

    List<RunKey> runs() {
        return new ArrayList<>(runs.keySet());
    }

    List<Committed> of(RunKey run) {
        return runs.getOrDefault(run, List.of());
    }

    Map<String, byte[]> objects() {
        return objects;
    }

    @Nullable
    RunRecord run(RunKey key) {
        return index.get(RunRecord.key(key)).map(Versioned::record).orElse(null);
    }

    /** Somebody read an object: false if it is a committed one and no longer what it was. */
    boolean isAsCommitted(String key, byte[] bytes) {
        byte[] then = objects.get(key);
        return then == null || Arrays.equals(then, bytes);
    }

    /** Somebody is about to delete an object, whatever it holds: with the whole of a deleted run, or to unpin one. */
    void deleting(String key) {
        boolean pin = Keys.run(key).map(Keys::keep).filter(key::equals).isPresent();
        if (!pin && !isDeleted(key)) {
            findings.add("an object of a run that is not deleted was deleted: " + key);
        }
    }

    /** An object makes way: a committed one never does, but with its run. */
    void lost(String key) {
        if (objects.containsKey(key) && !isDeleted(key)) {
            findings.add("a committed object was deleted: " + key);
        }
    }

    /** A record was removed: only with its run. */
    void removed(IndexKey<?> key) {
        if (!deleted.contains(key.run())) {
            findings.add("a record of a run that is not deleted was removed: " + key);
        }
    }

    /** Whether the object is of a run that was deleted. */
    boolean isDeleted(String key) {
        return Keys.run(key).filter(deleted::contains).isPresent();
    }

    /** The runs that were deleted, by a person or because their time had passed. */
    Set<RunKey> deleted() {
        return deleted;
    }

    /** A record was written. */
    void wrote(@Nullable IndexRecord before, IndexRecord after, Invocation by) {
        switch (after) {
            case CheckpointRecord checkpoint -> committed(before, checkpoint, by);
            case RunRecord run -> moved((RunRecord) before, run, by);
            case RequestRecord request -> {
                alive(new RunKey(request.tenant(), request.runId()), "a request");
                decided((RequestRecord) before, request);
            }
            case EventsRecord events -> alive(new RunKey(events.tenant(), events.runId()), "events");
            default -> {
                // Tokens and audit items decide nothing, and what is left of them goes with what else is.
            }
        }
    }

    /** Whoever watches is told of nothing that is not on record. */
    void told(RunKey run, List<Event> events) {
        Set<String> recorded = index.list(run, RecordKind.EVENTS, null, false, EVENTS).stream()
                .flatMap(batch -> batch.events().stream())
                .map(Event::id)
                .collect(Collectors.toSet());
        events.stream()
                .filter(event -> !recorded.contains(event.id()) && !deleted.contains(run))
                .forEach(event -> findings.add("an event was told that is not on record: " + event));
    }

    /** Nothing happens to a run any more that was deleted. */
    private void alive(RunKey run, String what) {
        if (deleted.contains(run)) {
            findings.add(what + " came to a deleted run: " + run);
        }
    }

    private void committed(@Nullable IndexRecord before, CheckpointRecord record, Invocation by) {
        RunKey run = new RunKey(record.tenant(), record.runId());
        String name = run + " " + record.checkpointId();
        alive(run, "a step");
        RunRecord standing = run(run);
        if (by.epoch() != 0 && standing != null && standing.epoch() != by.epoch()) {
            findings.add("a step was committed by " + by + " for epoch " + by.epoch() + " of a run in epoch "
                    + standing.epoch() + ": " + name);
        }
        if (before != null) {
            findings.add("a committed step was written over: " + name);
            return;
        }
        if (by.isTainted()) {
            findings.add("a step was built on a damaged object: " + name + " by " + by);
        }
        List<Committed> steps = runs.computeIfAbsent(run, key -> new ArrayList<>());
        if (record.seq() != steps.size()) {
            findings.add("steps are not contiguous: " + name + " follows " + steps.size() + " steps");
        }
        String key = Keys.checkpoint(run, record.checkpointId());
        Optional<byte[]> bytes = blobs.get(key);
        if (bytes.isEmpty()) {
            findings.add("the index names an object that is not there: " + key);
            return;
        }
        if (!Digest.hex(bytes.get()).equals(record.hash())) {
            findings.add("the index has another hash than the stored bytes: " + key);
            return;
        }
        Manifest manifest = ManifestCodec.read(Formats.RELEASED, key, bytes.get());
        objects.put(key, bytes.get());
        manifest.segments().forEach(segment -> stored(run, segment));
        Recording recording = manifest.state().recording();
        if (recording != null) {
            recording.segments().forEach(segment -> stored(run, segment));
        }
        steps.add(new Committed(record, manifest));
        chained(steps, manifest, name);
    }

    private void stored(RunKey run, SegmentRef segment) {
        String key = Keys.segment(run, segment.hash());
        if (objects.containsKey(key)) {
            return;
        }
        Optional<byte[]> bytes = blobs.get(key);
        if (bytes.isEmpty()) {
            findings.add("a committed step names a segment that is not there: " + key);
        } else if (!Digest.hex(bytes.get()).equals(segment.hash())) {
            findings.add("a committed step names a segment with another hash: " + key);
        } else {
            objects.put(key, bytes.get());
        }
    }

    private void chained(List<Committed> steps, Manifest manifest, String name) {
        if (steps.size() < 2) {
            return;
        }
        Manifest parent = steps.get(steps.size() - 2).manifest();
        if (!parent.checkpointId().equals(manifest.parentId())) {
            findings.add("a step does not stand on the one before it: " + name);
        }
        if (parent.terminal()) {
            findings.add("a step was committed after the last: " + name);
        }
        if (manifest.logSize() < parent.logSize()) {
            findings.add("a step took words back: " + name);
        }
    }

    private void moved(@Nullable RunRecord before, RunRecord after, Invocation by) {
        String name = after.run() + " at " + after.checkpointId();
        List<Committed> steps = of(after.run());
        if (after.deleted()) {
            buried(Objects.requireNonNull(before), after, by);
            return;
        }
        alive(after.run(), "its life");
        if (steps.isEmpty()
                || !steps.getLast().record().checkpointId().equals(after.checkpointId())
                || steps.getLast().record().seq() != after.seq()) {
            findings.add("a head is not the last committed step: " + name);
            return;
        }
        if (before != null) {
            if (after.epoch() < before.epoch()) {
                findings.add("an epoch went back: " + name);
            }
            boolean over = before.status().hasEnded() && before.status() != RunStatus.FAILED;
            if (over && (after.status() != before.status() || after.seq() != before.seq())) {
                findings.add(
                        "a run went on after its end: " + name + " was " + before.status() + ", is " + after.status());
            }
        }
        waits(after, steps.getLast().manifest(), name);
    }

    /** A run is deleted by a person once it has ended, else when its time has passed; a tombstone stays as it is. */
    private void buried(RunRecord before, RunRecord after, Invocation by) {
        if (before.deleted()) {
            if (!after.equals(before.toBuilder().due(after.due()).build())) {
                findings.add("a deleted run was changed: " + after.run());
            }
            return;
        }
        deleted.add(after.run());
        if (!before.status().hasEnded()) {
            findings.add("a run was deleted that had not ended: " + before);
        }
        if (by.isOfPerson()) {
            tally.count("deletions");
            return;
        }
        tally.count("expiries");
        Instant expires = before.expiresAt();
        if (before.keep()) {
            findings.add("a pinned run expired: " + before);
        } else if (expires == null || clocks.latest().isBefore(expires)) {
            findings.add("a run expired before its time: " + before);
        }
    }

    /** WAITING if and only if a request is pending. */
    private void waits(RunRecord run, Manifest head, String name) {
        if (run.status().hasEnded()) {
            return;
        }
        OpenRequest asked = head.state().request();
        boolean pending = asked != null
                && index.get(RequestRecord.key(run.run(), asked.requestId()))
                        .map(request -> request.record().status() == RequestStatus.PENDING)
                        .orElse(false);
        boolean waiting = run.status() == RunStatus.WAITING;
        if (waiting != pending) {
            findings.add("a run is " + run.status() + " with " + (pending ? "a" : "no") + " request pending: " + name);
        } else if (waiting && !Objects.requireNonNull(asked).requestId().equals(run.pendingRequest())) {
            findings.add("a run waits for another request than its head: " + name);
        }
    }

    private void decided(@Nullable RequestRecord before, RequestRecord after) {
        if (before == null || before.status() == RequestStatus.PENDING) {
            return;
        }
        boolean same = before.status() == after.status()
                && before.decision() == after.decision()
                && Objects.equals(before.responseHash(), after.responseHash())
                && Objects.equals(before.settledBy(), after.settledBy());
        if (!same) {
            findings.add("a request was decided twice: " + after.request().requestId() + " of " + after.runId() + ": "
                    + before.status() + " " + before.decision() + ", then " + after.status() + " " + after.decision());
        }
    }
}
