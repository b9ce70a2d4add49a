package dev.cairn.core.integrity;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.CheckpointWriter;
import dev.cairn.core.checkpoint.Commit;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.StoredCheckpoint;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.Opening;
import dev.cairn.core.log.Log;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import dev.cairn.core.team.TeamText;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run's records ought to say: made of its checkpoints, from the first on, by what makes them in ordinary life. A
 * rebuild writes them, and a check compares them with those that stand.
 */
final class RunAccount {
    /** Stands for words that lie in a log that cannot be read. */
    static final String NOT_READ = "(not readable)";

    private final RunKey run;
    private final CheckpointStore checkpoints;
    private final RunObjects objects;
    private final Answers answers;
    private final Consumer<BrokenObjectException> broken;
    private @Nullable RunRecord record;
    private @Nullable RequestRecord open;
    private @Nullable Manifest last;

    /** @param broken gets what keeps the task and the team from being read */
    RunAccount(
            RunKey run,
            CheckpointStore checkpoints,
            RunObjects objects,
            Answers answers,
            Consumer<BrokenObjectException> broken) {
        this.run = run;
        this.checkpoints = checkpoints;
        this.objects = objects;
        this.answers = answers;
        this.broken = broken;
    }

    /**
     * What the index holds by a checkpoint.
     *
     * @param follows whether it is the first, or its parent was told before it
     * @param asked the request that it opens
     * @param settled what became of the request that was open before it
     * @param lost the request that was open before it, if what became of it cannot be told
     */
    record Told(
            CheckpointRecord checkpoint,
            EventsRecord events,
            boolean follows,
            @Nullable RequestRecord asked,
            @Nullable RequestRecord settled,
            @Nullable RequestRecord lost) {}

    /** @param bytes the manifest as it is stored */
    Told add(Manifest manifest, byte[] bytes) {
        Manifest before = last;
        boolean follows = before == null
                ? manifest.parentId() == null
                : before.checkpointId().equals(manifest.parentId());
        List<SegmentRef> standing = before == null ? List.of() : before.segments();
        StoredCheckpoint stored =
                CheckpointWriter.stored(manifest, bytes, standing, objects.journal(manifest.checkpointId()));
        RequestRecord asked = open;
        RequestRecord settled =
                asked == null ? null : answers.settled(asked, manifest).orElse(null);
        open = null;
        if (settled != null) {
            count(settled);
        }
        RunRecord now = record;
        if (now != null) {
            record = Commit.advanced(now, stored);
        } else if (manifest.parentId() == null) {
            record = opened(stored);
        }
        OpenRequest asks = manifest.state().request();
        RequestRecord request = asks == null ? null : Commit.requestRecord(run, manifest, asks);
        if (request != null && request.status() == RequestStatus.PENDING) {
            open = request;
        }
        last = manifest;
        return new Told(
                Commit.checkpointRecord(run, stored),
                Commit.eventsRecord(run, stored),
                follows,
                request,
                settled,
                settled == null ? asked : null);
    }

    private RunRecord opened(StoredCheckpoint stored) {
        String task = NOT_READ;
        String team = NOT_READ;
        try {
            Log log = checkpoints.log(run, stored.manifest());
            task = log.text(stored.manifest().state().task());
            team = TeamText.read(log.text(stored.manifest().state().team())).name();
        } catch (BrokenObjectException e) {
            broken.accept(e);
        }
        return Opening.record(run, stored, task, team);
    }

    /** A response counts from when it is recorded, not first when a step settles it. */
    private void count(RequestRecord answered) {
        String hash = answered.responseHash();
        RunRecord now = record;
        if (hash != null && now != null) {
            Storage response = objects.responses().getOrDefault(hash, Storage.ZERO);
            record = now.toBuilder().storage(now.storage().plus(response)).build();
        }
    }

    /** The open request turns out to be answered, though no step has settled it yet. */
    void answered(RequestRecord request) {
        requireNonNull(open, "a request is open");
        open = null;
        count(request);
    }

    /** The run as its last checkpoint leaves it; empty if its first was not told. */
    Optional<RunRecord> record() {
        return Optional.ofNullable(record);
    }

    /** The request that the last checkpoint opens, as far as the checkpoints say. */
    Optional<RequestRecord> open() {
        return Optional.ofNullable(open);
    }
}
