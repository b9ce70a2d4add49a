package dev.cairn.core.integrity;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Commit;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.StoredCheckpoint;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.lifecycle.Opening;
import dev.cairn.core.log.Log;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Storage;
import dev.cairn.core.team.TeamText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run's records made anew of its objects, checkpoint by checkpoint, by what commits them in ordinary life. The run's
 * own record comes last: until it is there the run is not, and the rebuild can be done again.
 */
final class RunRebuild {
    private static final String NOT_READ = "(not readable)";

    private final BlobStore blobs;
    private final IndexStore into;
    private final Instant now;
    private final Consumer<Trouble> troubles;
    private final RunKey run;
    private final RunObjects objects;
    private final Answers answers;
    private final CheckpointStore checkpoints;
    private @Nullable RunRecord record;
    private @Nullable RequestRecord pending;
    private @Nullable Manifest last;

    RunRebuild(BlobStore blobs, IndexStore into, Instant now, RunKey run, Consumer<Trouble> troubles) {
        this.blobs = blobs;
        this.into = into;
        this.now = now;
        this.run = run;
        this.troubles = troubles;
        this.objects = RunObjects.list(blobs, run);
        this.answers = new Answers(blobs, objects, this::broken);
        this.checkpoints = new CheckpointStore(blobs, into, new SegmentCache(0), Formats.RELEASED);
    }

    /** @return whether the run is in the index now */
    boolean rebuild() {
        Deque<CheckpointId> history = new Lineage(blobs, objects, this::broken).history();
        if (history.isEmpty() || !history.getFirst().equals(Keys.first(run))) {
            trouble(
                    Grade.FAIL,
                    Keys.checkpoint(run, Keys.first(run)),
                    "is missing or damaged, and it alone says how the run was opened: the run was not rebuilt",
                    "put the object back and rebuild again; if the run was being deleted, delete what is left of it"
                            + " under " + run.prefix());
            return false;
        }
        history.forEach(this::add);
        return into.transact(List.of(new Write.Create(finished())));
    }

    private void add(CheckpointId id) {
        byte[] bytes = blobs.get(Keys.checkpoint(run, id)).orElseThrow();
        Manifest manifest = Lineage.read(blobs, run, id);
        Manifest before = last;
        if (before != null && !before.checkpointId().equals(manifest.parentId())) {
            trouble(
                    Grade.FAIL,
                    "checkpoint " + (manifest.seq() - 1),
                    "is missing or damaged: the run was rebuilt without it",
                    "put the object back and rebuild again");
        }
        List<SegmentRef> standing = before == null ? List.of() : before.segments();
        StoredCheckpoint stored = CheckpointStore.stored(manifest, bytes, standing, objects.journal(id));
        settle(manifest);
        RunRecord now = record == null ? opened(stored) : Commit.advanced(record, stored);
        List<Write> writes = new ArrayList<>(List.of(
                new Write.Put(Commit.checkpointRecord(run, stored)), new Write.Put(Commit.eventsRecord(run, stored))));
        OpenRequest asked = manifest.state().request();
        if (asked != null) {
            RequestRecord request = Commit.requestRecord(run, manifest, asked);
            pending = request.status() == RequestStatus.PENDING ? request : null;
            writes.add(new Write.Put(request));
        }
        into.transact(writes);
        record = now;
        last = manifest;
    }

    private RunRecord opened(StoredCheckpoint stored) {
        String task = NOT_READ;
        String team = NOT_READ;
        try {
            Log log = checkpoints.log(run, stored.manifest());
            task = log.text(stored.manifest().state().task());
            team = TeamText.read(log.text(stored.manifest().state().team())).name();
        } catch (BrokenObjectException e) {
            broken(e);
        }
        return Opening.record(run, stored, task, team);
    }

    /** What became of the request that the checkpoint before waited for. */
    private void settle(Manifest next) {
        RequestRecord asked = pending;
        if (asked == null) {
            return;
        }
        pending = null;
        answers.settled(asked, next)
                .ifPresentOrElse(
                        this::put,
                        () -> trouble(
                                Grade.FAIL,
                                "request " + asked.request().requestId(),
                                "was answered, and the answer is missing or damaged: it was rebuilt as pending",
                                "its decision stands in the log: cairn show " + run.runId() + " --view log"));
    }

    private void put(RequestRecord request) {
        into.transact(List.of(new Write.Put(request)));
        String hash = request.responseHash();
        if (hash != null) {
            RunRecord now = requireNonNull(record, "a request follows a checkpoint");
            Storage response = objects.responses().getOrDefault(hash, Storage.ZERO);
            record = now.toBuilder().storage(now.storage().plus(response)).build();
        }
    }

    private RunRecord finished() {
        if (pending != null) {
            RequestRecord asked = pending;
            answers.sole(asked).ifPresent(answered -> {
                pending = null;
                put(answered);
            });
            if (answers.count(asked.request().requestId()) > 1) {
                trouble(
                        Grade.WARN,
                        "request " + asked.request().requestId(),
                        "was answered by several people at once, and which of them was first is lost",
                        "answer it again: cairn requests " + run.runId());
            }
        }
        RunRecord head = requireNonNull(record, "a run has a first checkpoint");
        RunRecord known = head.toBuilder()
                // Past every epoch that an execution of the lost index can have.
                .epoch(now.getEpochSecond())
                .started(true)
                .keep(objects.pin().objects() > 0)
                .storage(head.storage().plus(objects.pin()))
                .build();
        boolean waits =
                requireNonNull(last, "a run has a last checkpoint").next() == StepName.AWAIT_PERSON && pending != null;
        RunRecord standing = known.status().hasEnded() || waits ? known : interrupted(known);
        return standing.status().hasEnded()
                ? standing.toBuilder().due(standing.expiresAt()).build()
                : standing;
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
