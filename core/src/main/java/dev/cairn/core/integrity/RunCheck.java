package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.AnsweredRequest;
import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.ManifestCodec;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run, whole: every checkpoint that the index names, every object that those name, every record beside what a
 * rebuild would make of the objects, and what lies there and is named by nothing.
 */
final class RunCheck {
    private static final int PAGE = 500;

    private final IndexStore index;
    private final RunKey run;
    private final Consumer<Trouble> troubles;
    private final CheckpointStore checkpoints;
    private final Optional<Versioned<RunRecord>> found;
    private final RunObjects objects;
    private final Answers answers;
    private final RunAccount account;
    private final ObjectCheck things;
    private final RecordCheck records;
    private final Leftovers leftovers;
    private final Named named = new Named();
    private final Set<RequestId> asked = new HashSet<>();
    private @Nullable CheckpointRecord last;
    private boolean headIsTold;

    RunCheck(BlobStore blobs, IndexStore index, Formats formats, RunKey run, Consumer<Trouble> troubles) {
        this.index = index;
        this.run = run;
        this.troubles = troubles;
        this.checkpoints = new CheckpointStore(blobs, index, new SegmentCache(0), formats);
        this.things = new ObjectCheck(blobs, checkpoints, run, named, troubles);
        this.records = new RecordCheck(run, troubles);
        // The run's record, then the objects, then the rest: if the record still stands at the end, nothing moved.
        this.found = index.get(RunRecord.key(run));
        this.objects = RunObjects.list(blobs, run);
        // Of those that cannot be read, the ones that something names are told when they are met.
        this.answers = new Answers(blobs, formats, objects, unread -> {});
        this.account = new RunAccount(run, checkpoints, objects, answers, things::broken);
        this.leftovers = new Leftovers(blobs, formats, objects, named, troubles);
    }

    /**
     * Looks at everything; done once.
     *
     * @return whether the run stood still meanwhile. If it moved, what was found may be what it was doing
     */
    boolean check() {
        look();
        return index.get(RunRecord.key(run)).equals(found);
    }

    private void look() {
        if (found.isEmpty()) {
            if (!objects.isEmpty()) {
                troubles.accept(NotInIndex.of(objects));
            }
        } else if (found.get().record().deleted()) {
            if (!objects.isEmpty()) {
                trouble(
                        Grade.WARN,
                        run.prefix(),
                        "was deleted, and objects of it are left",
                        "the reconciler finishes the deletion within the hour; in a data folder it works in cairn local");
            }
        } else {
            checkpoints(found.get());
            things.tell();
        }
    }

    private void checkpoints(Versioned<RunRecord> before) {
        String after = null;
        List<CheckpointRecord> page;
        do {
            page = index.list(run, RecordKind.CHECKPOINT, after, false, PAGE);
            page.forEach(this::checkpoint);
            after = page.isEmpty() ? after : page.getLast().key().sort();
        } while (page.size() == PAGE);
        Optional<RequestRecord> open = account.open().flatMap(this::stored);
        if (index.get(RunRecord.key(run)).filter(before::equals).isPresent()) {
            head(before.record(), open);
            requests();
            quarantined();
            leftovers.tell(before.record(), !named.broken().isEmpty());
        }
    }

    private void checkpoint(CheckpointRecord record) {
        CheckpointRecord previous = last;
        long due = previous == null ? 0 : previous.seq() + 1;
        if (record.seq() != due) {
            records.wrong(
                    "checkpoint " + due, "is missing in the index: after " + (due - 1) + " comes " + record.seq());
        } else if (previous != null && !previous.checkpointId().equals(record.parentId())) {
            records.wrong(
                    "checkpoint " + record.seq(),
                    "has parentId " + record.parentId() + ", and before it stands " + previous.checkpointId());
        }
        last = record;
        named.checkpoint(record.checkpointId().value());
        headIsTold = false;
        try {
            byte[] bytes = checkpoints.bytes(run, record);
            told(
                    record,
                    ManifestCodec.read(checkpoints.formats(), Keys.checkpoint(run, record.checkpointId()), bytes),
                    bytes);
            headIsTold = true;
        } catch (BrokenObjectException e) {
            things.unreadable(e);
        }
    }

    private void told(CheckpointRecord record, Manifest manifest, byte[] bytes) {
        things.checkpoint(record, manifest);
        AnsweredRequest answered = manifest.answered();
        if (answered != null) {
            things.response(answered.responseHash());
        }
        RunAccount.Told told = account.add(manifest, bytes);
        records.same("checkpoint " + record.seq(), record, sized(told, record));
        records.same(
                "the events record of checkpoint " + record.seq(),
                index.get(told.events().key()).map(Versioned::record).orElse(null),
                told.events());
        if (told.settled() != null) {
            request(told.settled(), stored(told.settled()));
        }
        RequestRecord lost = told.lost();
        if (lost != null) {
            Optional<RequestRecord> stands = stored(lost);
            request(stands.map(known -> Standing.untold(lost, known)).orElse(lost), stands);
        }
        if (told.asked() != null) {
            asked.add(told.asked().request().requestId());
            if (account.open().isEmpty()) {
                request(told.asked(), stored(told.asked()));
            }
        }
    }

    /** What a late attempt at a step did to its journal is no reason to doubt its checkpoint. */
    private CheckpointRecord sized(RunAccount.Told told, CheckpointRecord known) {
        CheckpointRecord due = told.checkpoint();
        long journal = objects.journal(due.checkpointId()).bytes();
        boolean free = !told.follows() || known.bytes() >= due.bytes() - journal;
        if (free && told.follows() && known.bytes() != due.bytes()) {
            trouble(
                    Grade.NOTE,
                    "checkpoint " + due.seq() + " of run " + run.runId(),
                    "has " + known.bytes() + " bytes in the index, and " + due.bytes() + " lie there",
                    "nothing; a late attempt at its step may have changed what is kept of its calls");
        }
        return new CheckpointRecord(
                due.tenant(),
                due.runId(),
                due.seq(),
                due.checkpointId(),
                due.parentId(),
                due.step(),
                due.next(),
                due.at(),
                due.hash(),
                free ? known.bytes() : due.bytes(),
                due.terminal());
    }

    private Optional<RequestRecord> stored(RequestRecord request) {
        return index.get(RequestRecord.key(run, request.request().requestId())).map(Versioned::record);
    }

    private void request(RequestRecord due, Optional<RequestRecord> stands) {
        records.same("request " + due.request().requestId(), stands.orElse(null), due);
        String hash = due.responseHash();
        if (hash != null) {
            things.response(hash);
        }
    }

    private void head(RunRecord known, Optional<RequestRecord> open) {
        boolean cancelled = isCancelledWithoutCheckpoint(known);
        account.open().ifPresent(pending -> {
            // The response that the index names is looked at even if it cannot be read: then it is named.
            open.map(RequestRecord::responseHash).ifPresent(things::response);
            request(
                    open.map(stands -> Standing.request(pending, stands, answers, cancelled))
                            .orElse(pending),
                    open);
        });
        if (headIsTold) {
            account.record()
                    .ifPresent(told ->
                            records.same("the run's record", known, Standing.run(told, known, open, cancelled)));
        } else {
            CheckpointRecord head = last;
            if (head == null || head.seq() != known.seq()) {
                records.wrong(
                        "the run's record",
                        "has seq " + known.seq() + ", and the last checkpoint in the index is "
                                + (head == null ? "none" : head.seq() + " (" + head.checkpointId() + ")"));
            }
        }
        if (known.keep() != objects.pin().objects() > 0) {
            trouble(
                    Grade.WARN,
                    Keys.keep(run),
                    known.keep() ? "is missing, and the run is pinned" : "is there, and the run is not pinned",
                    "make it what the run is: cairn doctor --clean; or say which it is: cairn keep " + run.runId()
                            + ", or the same with --undo");
        }
    }

    /** Its head could not be read when it was cancelled; the event of that stands beside, under the epoch before. */
    private boolean isCancelledWithoutCheckpoint(RunRecord known) {
        String batch = EventsRecord.afterCheckpoint(known.seq(), Math.max(0, known.epoch() - 1));
        return known.status() == RunStatus.CANCELLED
                && index.get(new IndexKey<>(run, RecordKind.EVENTS, batch)).stream()
                        .flatMap(events -> events.record().occurrences().stream())
                        .anyMatch(one -> one.type() == EventType.RUN_CANCELLED);
    }

    /** Those that no checkpoint asks, where each could be read. */
    private void requests() {
        if (!named.broken().isEmpty()) {
            return;
        }
        String after = null;
        List<RequestRecord> page;
        do {
            page = index.list(run, RecordKind.REQUEST, after, false, PAGE);
            page.stream()
                    .map(one -> one.request().requestId())
                    .filter(id -> !asked.contains(id))
                    .forEach(id -> records.wrong("request " + id, "is asked by no checkpoint"));
            after = page.isEmpty() ? after : page.getLast().key().sort();
        } while (page.size() == PAGE);
    }

    private void quarantined() {
        List<QuarantineRecord> marks = new ArrayList<>(index.list(run, RecordKind.QUARANTINE, null, false, PAGE));
        Set<String> bad = named.broken();
        marks.removeIf(mark -> bad.contains(run.prefix() + mark.object()));
        marks.forEach(mark -> trouble(
                Grade.NOTE,
                run.prefix() + mark.object(),
                "was found broken at " + mark.at() + " and is whole again",
                "nothing; what was put aside of it stays under quarantine/"));
    }

    private void trouble(Grade grade, String place, String what, String advice) {
        troubles.accept(new Trouble(grade, run, place, what, advice));
    }
}
