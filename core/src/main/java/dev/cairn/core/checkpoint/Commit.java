package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commit point: one conditional transaction that puts a stored checkpoint into the index, advances the head of its
 * run and puts the events. What was not committed here did not happen.
 */
public final class Commit {
    private static final int ATTEMPTS = 8;

    private final IndexStore index;
    private final EventSink events;

    public Commit(IndexStore index, EventSink events) {
        this.index = index;
        this.events = events;
    }

    /** How a commit ended. */
    public sealed interface Outcome {
        /** The checkpoint is the run's head, by this call or by an earlier one. */
        record Committed(RunRecord run) implements Outcome {}

        /** Another step, a resume or a cancel moved the run; what was made is discarded. */
        record Superseded(RunRecord run) implements Outcome {}

        /** The run was deleted. */
        record Deleted() implements Outcome {}
    }

    /**
     * Commits a checkpoint for the execution of this epoch.
     *
     * @throws StoreException if the index could not be brought to say whether it is committed
     */
    public Outcome commit(RunKey run, StoredCheckpoint stored, long epoch) {
        StoreException last = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Versioned<RunRecord>> found = index.get(RunRecord.key(run));
            if (found.isEmpty() || found.get().record().deleted()) {
                return new Outcome.Deleted();
            }
            RunRecord now = found.get().record();
            if (now.epoch() != epoch) {
                return new Outcome.Superseded(now);
            }
            if (now.checkpointId().equals(stored.manifest().checkpointId())) {
                if (last != null) {
                    // Most likely by this call, which was not told so: better told twice than never.
                    events.committed(run, eventsRecord(run, stored).events());
                }
                return new Outcome.Committed(now);
            }
            if (now.seq() != stored.manifest().seq() - 1 || hasEndedForGood(now)) {
                return new Outcome.Superseded(now);
            }
            RunRecord advanced = advanced(now, stored);
            try {
                if (index.transact(writes(
                        run, stored, new Write.Replace(advanced, found.get().version())))) {
                    events.committed(run, eventsRecord(run, stored).events());
                    return new Outcome.Committed(advanced);
                }
            } catch (StoreException unknown) {
                last = unknown;
            }
        }
        throw last != null
                ? last
                : new StoreException("Run " + run + " is written to by others all the time; try the step again.");
    }

    private static boolean hasEndedForGood(RunRecord run) {
        return run.status().hasEnded() && run.status() != RunStatus.FAILED;
    }

    /**
     * Commits the first checkpoint of a new run.
     *
     * @param also written with it
     * @return false if the run's id is taken
     * @throws StoreException if the index could not be brought to say whether it is committed
     */
    public boolean open(RunRecord run, StoredCheckpoint stored, List<Write> also) {
        List<Write> writes = writes(run.run(), stored, new Write.Create(run));
        writes.addAll(also);
        boolean done = Confirmed.transact(index, run, writes);
        if (done) {
            events.committed(run.run(), eventsRecord(run.run(), stored).events());
        }
        return done;
    }

    /** The writes that commit a checkpoint, with the one that replaces or creates the run's record. */
    public static List<Write> writes(RunKey run, StoredCheckpoint stored, Write runWrite) {
        Manifest manifest = stored.manifest();
        List<Write> writes = new ArrayList<>();
        writes.add(runWrite);
        writes.add(new Write.Create(checkpointRecord(run, stored)));
        writes.add(new Write.Create(eventsRecord(run, stored)));
        OpenRequest request = manifest.state().request();
        if (request != null) {
            writes.add(new Write.Create(requestRecord(run, manifest, request)));
        }
        return writes;
    }

    /** The index entry of a checkpoint. */
    public static CheckpointRecord checkpointRecord(RunKey run, StoredCheckpoint stored) {
        Manifest manifest = stored.manifest();
        return new CheckpointRecord(
                run.tenant(),
                run.runId(),
                manifest.seq(),
                manifest.checkpointId(),
                manifest.parentId(),
                manifest.step(),
                manifest.next(),
                manifest.at(),
                stored.hash(),
                stored.storage().bytes(),
                manifest.terminal());
    }

    /** The events of a checkpoint as they are put. */
    public static EventsRecord eventsRecord(RunKey run, StoredCheckpoint stored) {
        Manifest manifest = stored.manifest();
        return new EventsRecord(
                run.tenant(),
                run.runId(),
                EventsRecord.ofCheckpoint(manifest.seq()),
                manifest.seq(),
                manifest.checkpointId(),
                manifest.at(),
                manifest.occurrences());
    }

    /** A request as the checkpoint that opens it puts it. */
    public static RequestRecord requestRecord(RunKey run, Manifest manifest, OpenRequest request) {
        RequestRecord pending = new RequestRecord(
                run.tenant(),
                run.runId(),
                manifest.seq(),
                manifest.checkpointId(),
                request,
                RequestStatus.PENDING,
                null,
                null,
                null,
                null);
        AnsweredRequest answered = manifest.answered();
        return answered == null
                ? pending
                : pending.answered(
                        answered.decision(), answered.responseHash(), manifest.at(), StoredResponse.RECORDED);
    }

    /** The run once this checkpoint is its head. */
    public static RunRecord advanced(RunRecord now, StoredCheckpoint stored) {
        Manifest manifest = stored.manifest();
        State state = manifest.state();
        boolean waiting = manifest.status() == RunStatus.WAITING;
        RunRecord advanced = now.toBuilder()
                .status(manifest.status())
                .stopReason(manifest.stopReason())
                .head(manifest.seq(), manifest.checkpointId())
                .counters(state.counters())
                .usage(state.usage())
                .storage(now.storage().plus(stored.storage()))
                .pendingRequest(waiting ? pending(state).requestId() : null)
                .answerOrdinal(state.answer())
                .error(null)
                // One that is adopted may be far older than the resume that led to it.
                .updatedAt(now.updatedAtLeast(manifest.at()))
                .due(waiting ? pending(state).expiresAt() : null)
                .build();
        if (waiting) {
            return advanced;
        }
        Instant look = advanced.status().hasEnded() ? advanced.expiresAt() : now.watchedAt(manifest.at());
        return advanced.toBuilder().due(look).build();
    }

    private static OpenRequest pending(State state) {
        return requireNonNull(state.request(), "a run that waits has a request");
    }
}
