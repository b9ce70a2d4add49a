package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.AnsweredRequest;
import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Commit;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.StoredCheckpoint;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run, whole: every checkpoint that the index names, every object that those name, every record beside them, and
 * what lies there and is named by nothing.
 */
final class RunCheck {
    private static final int PAGE = 500;
    private static final String RESTORE =
            "put the object back from a backup, or go on from another checkpoint: cairn replay ";

    private final BlobStore blobs;
    private final IndexStore index;
    private final RunKey run;
    private final Consumer<Trouble> troubles;
    private final CheckpointStore checkpoints;
    private final RunObjects objects;
    private final Named named = new Named();
    private final Map<String, Optional<BrokenObjectException>> segments = new HashMap<>();
    private boolean broken;
    private @Nullable CheckpointRecord last;
    private @Nullable Manifest before;

    RunCheck(BlobStore blobs, IndexStore index, RunKey run, Consumer<Trouble> troubles) {
        this.blobs = blobs;
        this.index = index;
        this.run = run;
        this.troubles = troubles;
        this.checkpoints = new CheckpointStore(blobs, index, new SegmentCache(0), Formats.RELEASED);
        // First the objects, then the index: what is committed in between is then no surprise.
        this.objects = RunObjects.list(blobs, run);
    }

    void check() {
        Optional<RunRecord> found = record();
        if (found.isEmpty()) {
            trouble(
                    Grade.FAIL,
                    run.prefix(),
                    "has objects and is not in the index",
                    "rebuild the index: cairn doctor --rebuild-index; a run that was being opened shows up by itself");
        } else if (found.get().deleted()) {
            if (!objects.isEmpty()) {
                trouble(
                        Grade.WARN,
                        run.prefix(),
                        "was deleted, and objects of it are left",
                        "start cairn local: it finishes the deletion within the hour");
            }
        } else {
            checkpoints(found.get());
        }
    }

    private Optional<RunRecord> record() {
        return index.get(RunRecord.key(run)).map(Versioned::record);
    }

    private void checkpoints(RunRecord known) {
        String after = null;
        List<CheckpointRecord> page;
        do {
            page = index.list(run, RecordKind.CHECKPOINT, after, false, PAGE);
            page.forEach(this::checkpoint);
            after = page.isEmpty() ? after : page.getLast().key().sort();
        } while (page.size() == PAGE);
        Optional<RunRecord> now = record();
        if (now.isPresent() && now.get().seq() == known.seq() && !now.get().deleted()) {
            head(now.get());
            quarantined();
            new Leftovers(blobs, objects, named, troubles).tell(now.get(), broken);
        }
    }

    private void checkpoint(CheckpointRecord record) {
        CheckpointRecord previous = last;
        long due = previous == null ? 0 : previous.seq() + 1;
        if (record.seq() != due) {
            index("checkpoint " + due, "is missing in the index: after " + (due - 1) + " comes " + record.seq());
        } else if (previous != null && !previous.checkpointId().equals(record.parentId())) {
            index(
                    "checkpoint " + record.seq(),
                    "says that it follows " + record.parentId() + ", and before it stands " + previous.checkpointId());
        }
        last = record;
        named.checkpoint(record.checkpointId().value());
        try {
            Manifest manifest = checkpoints.manifest(run, record);
            manifest(record, manifest);
            before = manifest;
        } catch (BrokenObjectException e) {
            object(e);
            before = null;
        }
    }

    private void manifest(CheckpointRecord record, Manifest manifest) {
        manifest.segments().forEach(this::segment);
        Recording recording = manifest.state().recording();
        if (recording != null) {
            recording.segments().forEach(this::segment);
        }
        AnsweredRequest answered = manifest.answered();
        if (answered != null) {
            response(answered.responseHash());
        }
        // What a late attempt at a step put into its journal is no reason to doubt its checkpoint: the size is not
        // compared.
        StoredCheckpoint stored = new StoredCheckpoint(manifest, record.hash(), new Storage(record.bytes(), 1));
        same("checkpoint " + record.seq(), record, Commit.checkpointRecord(run, stored));
        same("the events of checkpoint " + record.seq(), null, Commit.eventsRecord(run, stored));
        OpenRequest asked = manifest.state().request();
        if (asked != null) {
            request(asked);
        }
    }

    private void same(String place, @Nullable IndexRecord known, IndexRecord expected) {
        IndexRecord found = known != null
                ? known
                : index.get(expected.key()).map(Versioned::record).orElse(null);
        if (found == null) {
            index(place, "are missing in the index");
        } else if (!found.equals(expected)) {
            index(place, "say in the index what their object does not say");
        }
    }

    private void segment(SegmentRef segment) {
        named.segment(segment.hash());
        segments.computeIfAbsent(segment.hash(), hash -> {
            try {
                checkpoints.segments().verify(run, segment);
                return Optional.empty();
            } catch (BrokenObjectException e) {
                object(e);
                return Optional.of(e);
            }
        });
    }

    private void request(OpenRequest asked) {
        Optional<RequestRecord> found =
                index.get(RequestRecord.key(run, asked.requestId())).map(Versioned::record);
        if (found.isEmpty()) {
            index("request " + asked.requestId(), "is missing in the index");
            return;
        }
        if (!found.get().request().equals(asked)) {
            index("request " + asked.requestId(), "says in the index what its checkpoint does not say");
        }
        String hash = found.get().responseHash();
        if (hash != null) {
            response(hash);
        }
    }

    private void response(String hash) {
        if (named.response(hash)) {
            try {
                new Responses(blobs, Formats.RELEASED).get(run, hash);
            } catch (BrokenObjectException e) {
                object(e);
            }
        }
    }

    private void head(RunRecord known) {
        CheckpointRecord head = last;
        if (head == null || head.seq() != known.seq() || !head.checkpointId().equals(known.checkpointId())) {
            index(
                    "the run's record",
                    "says that its head is checkpoint " + known.seq() + " (" + known.checkpointId()
                            + "), and the last in the index is "
                            + (head == null ? "none" : head.seq() + " (" + head.checkpointId() + ")"));
        }
        Manifest stands = before;
        if (stands != null
                && (!stands.state().counters().equals(known.counters())
                        || !stands.state().usage().equals(known.usage()))) {
            index("the run's record", "counts in the index what its head does not count");
        }
        if (known.keep() != objects.pin().objects() > 0) {
            trouble(
                    Grade.WARN,
                    Keys.keep(run),
                    known.keep() ? "is missing, and the run is pinned" : "is there, and the run is not pinned",
                    "say again which it is: POST /runs/" + run.runId() + "/keep");
        }
    }

    private void quarantined() {
        List<QuarantineRecord> marks = new ArrayList<>(index.list(run, RecordKind.QUARANTINE, null, false, PAGE));
        Set<String> bad = new HashSet<>(named.broken());
        marks.removeIf(mark -> bad.contains(run.prefix() + mark.object()));
        marks.forEach(mark -> trouble(
                Grade.NOTE,
                run.prefix() + mark.object(),
                "was found broken at " + mark.at() + " and is whole again",
                "nothing; what was put aside of it stays under quarantine/"));
    }

    private void object(BrokenObjectException e) {
        broken = true;
        if (named.breaks(e.key())) {
            trouble(Grade.FAIL, e.key(), e.what(), RESTORE + run.runId());
        }
    }

    private void index(String place, String what) {
        trouble(
                Grade.FAIL,
                place + " of run " + run.runId(),
                what,
                "make the index anew of the objects: cairn doctor --rebuild-index --replace");
    }

    private void trouble(Grade grade, String place, String what, String advice) {
        troubles.accept(new Trouble(grade, run, place, what, advice));
    }
}
