package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run's records made anew of its objects, checkpoint by checkpoint. The run's own record comes last: until it is
 * there the run is not, and the rebuild can be done again. Every write before it holds only while that record is not
 * there, so that a run which comes into the index meanwhile, by whomever, is left as it is.
 */
final class RunRebuild {
    /** Longer than any opening takes. */
    private static final Duration OPENING = Duration.ofMinutes(15);

    private final BlobStore blobs;
    private final IndexStore into;
    private final Formats formats;
    private final boolean alone;
    private final Instant now;
    private final Consumer<Trouble> troubles;
    private final RunKey run;
    private final RunObjects objects;
    private final Answers answers;
    private final RunAccount account;
    private final Set<IndexKey<?>> written = new HashSet<>();

    /** What became of the run. */
    enum Outcome {
        REBUILT,
        /** Somebody put it into the index meanwhile. */
        PRESENT,
        LOST
    }

    /** @param alone whether nobody else opens a run in this store meanwhile */
    RunRebuild(
            BlobStore blobs,
            IndexStore into,
            Formats formats,
            boolean alone,
            Instant now,
            RunKey run,
            Consumer<Trouble> troubles) {
        this.blobs = blobs;
        this.into = into;
        this.formats = formats;
        this.alone = alone;
        this.now = now;
        this.run = run;
        this.troubles = troubles;
        this.objects = RunObjects.list(blobs, run);
        this.answers = new Answers(blobs, formats, objects, this::broken);
        this.account = new RunAccount(
                run, new CheckpointStore(blobs, into, new SegmentCache(0), formats), objects, answers, this::broken);
    }

    Outcome rebuild() {
        Deque<CheckpointId> history = new Lineage(blobs, formats, objects, this::broken).history();
        if (history.isEmpty() || !history.getFirst().equals(Keys.first(run))) {
            trouble(
                    Grade.FAIL,
                    Keys.checkpoint(run, Keys.first(run)),
                    "is missing or damaged, and it alone says how the run was opened: the run was not rebuilt",
                    "put the object back and rebuild again; if the run was being deleted, delete what is left of it"
                            + " under " + run.prefix());
            return Outcome.LOST;
        }
        if (!alone && objects.areOfAnOpening() && isYoung()) {
            return Outcome.LOST;
        }
        for (CheckpointId id : history) {
            if (!add(id)) {
                return Outcome.PRESENT;
            }
        }
        return new Remains(into, run).clear(written) && into.transact(finish()) ? Outcome.REBUILT : Outcome.PRESENT;
    }

    /** Whoever opens a run puts its objects before its record, and may be between the two. */
    private boolean isYoung() {
        Instant opened = Lineage.read(blobs, formats, run, Keys.first(run)).at();
        boolean young = now.isBefore(opened.plus(OPENING));
        if (young) {
            trouble(
                    Grade.WARN,
                    run.prefix(),
                    "was opened at " + opened + " and may be on its way into the index; it was left as it is",
                    "look again after " + opened.plus(OPENING) + ": cairn doctor");
        }
        return young;
    }

    private boolean add(CheckpointId id) {
        byte[] bytes = blobs.get(Keys.checkpoint(run, id)).orElseThrow();
        Manifest manifest = Lineage.read(blobs, formats, run, id);
        RunAccount.Told told = account.add(manifest, bytes);
        if (!told.follows()) {
            trouble(
                    Grade.FAIL,
                    "checkpoint " + (manifest.seq() - 1),
                    "is missing or damaged: the run was rebuilt without it",
                    "put the object back and rebuild again");
        }
        if (told.lost() != null) {
            trouble(
                    Grade.FAIL,
                    "request " + told.lost().request().requestId(),
                    "was answered, and the answer is missing or damaged: it was rebuilt as pending",
                    "its decision stands in the log: cairn show " + run.runId() + " --view log");
        }
        List<Write> writes = new ArrayList<>(List.of(new Write.Put(told.checkpoint()), new Write.Put(told.events())));
        if (told.settled() != null) {
            writes.add(new Write.Put(told.settled()));
        }
        if (told.asked() != null) {
            writes.add(new Write.Put(told.asked()));
        }
        writes.forEach(write -> written.add(write.key()));
        writes.add(new Write.Absent(RunRecord.key(run)));
        return into.transact(writes);
    }

    private List<Write> finish() {
        List<Write> writes = new ArrayList<>();
        Optional<RequestRecord> open = account.open();
        open.flatMap(answers::sole).ifPresent(answered -> {
            account.answered(answered);
            writes.add(new Write.Put(answered));
        });
        open.map(request -> request.request().requestId())
                .filter(request -> answers.count(request) > 1)
                .ifPresent(request -> trouble(
                        Grade.WARN,
                        "request " + request,
                        "was answered by several people at once, and which of them was first is lost",
                        "answer it again: cairn requests " + run.runId()));
        RunRecord head = account.record().orElseThrow();
        RunRecord known = head.toBuilder()
                // Past every epoch that an execution of the lost index can have.
                .epoch(now.getEpochSecond())
                .started(true)
                .keep(objects.pin().objects() > 0)
                .storage(head.storage().plus(objects.pin()))
                .build();
        boolean waits = account.open().isPresent();
        RunRecord standing = known.status().hasEnded() || waits ? known : interrupted(known);
        writes.add(new Write.Create(standing.status().hasEnded() ? counted(standing) : standing));
        return writes;
    }

    /**
     * No object says when a pin was taken away, from when on a run's time counts anew. So one that would be gone the
     * moment it is back has its time from now on.
     */
    private RunRecord counted(RunRecord ended) {
        Instant expires = ended.expiresAt();
        boolean gone = expires != null && !now.isBefore(expires);
        RunRecord counted = gone ? ended.toBuilder().updatedAt(now).build() : ended;
        return counted.toBuilder().due(counted.expiresAt()).build();
    }

    private RunRecord interrupted(RunRecord head) {
        return head.toBuilder()
                .status(RunStatus.FAILED)
                .stopReason(StopReason.ERROR)
                .pendingRequest(null)
                .error("The index was rebuilt from the objects, which do not say whether this run was working or had"
                        + " failed. Resume it with: cairn resume " + run.runId())
                .updatedAt(now)
                .build();
    }

    private void broken(BrokenObjectException e) {
        trouble(Grade.FAIL, e.key(), e.what(), "put the object back from a backup and rebuild again");
    }

    private void trouble(Grade grade, String place, String what, String advice) {
        troubles.accept(new Trouble(grade, run, place, what, advice));
    }
}
