package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run's records made anew of its objects, checkpoint by checkpoint. The run's own record comes last: until it is
 * there the run is not, and the rebuild can be done again.
 */
final class RunRebuild {
    private final BlobStore blobs;
    private final IndexStore into;
    private final Formats formats;
    private final Instant now;
    private final Consumer<Trouble> troubles;
    private final RunKey run;
    private final RunObjects objects;
    private final Answers answers;
    private final RunAccount account;

    RunRebuild(BlobStore blobs, IndexStore into, Formats formats, Instant now, RunKey run, Consumer<Trouble> troubles) {
        this.blobs = blobs;
        this.into = into;
        this.formats = formats;
        this.now = now;
        this.run = run;
        this.troubles = troubles;
        this.objects = RunObjects.list(blobs, run);
        this.answers = new Answers(blobs, formats, objects, this::broken);
        this.account = new RunAccount(
                run, new CheckpointStore(blobs, into, new SegmentCache(0), formats), objects, answers, this::broken);
    }

    /** @return whether the run is in the index now */
    boolean rebuild() {
        Deque<CheckpointId> history = new Lineage(blobs, formats, objects, this::broken).history();
        if (history.isEmpty() || !history.getFirst().equals(Keys.first(run))) {
            trouble(
                    Grade.FAIL,
                    Keys.checkpoint(run, Keys.first(run)),
                    "is missing or damaged, and it alone says how the run was opened: the run was not rebuilt",
                    "put the object back and rebuild again; if the run was being deleted, delete what is left of it"
                            + " under " + run.prefix());
            return false;
        }
        new Remains(into, run).clear();
        history.forEach(this::add);
        return into.transact(List.of(new Write.Create(finished())));
    }

    private void add(CheckpointId id) {
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
        into.transact(writes);
    }

    private RunRecord finished() {
        Optional<RequestRecord> open = account.open();
        open.flatMap(answers::sole).ifPresent(answered -> {
            account.answered(answered);
            into.transact(List.of(new Write.Put(answered)));
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
        return standing.status().hasEnded() ? counted(standing) : standing;
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
