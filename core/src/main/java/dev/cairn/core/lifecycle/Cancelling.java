package dev.cairn.core.lifecycle;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.Commit;
import dev.cairn.core.checkpoint.Confirmed;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.StateBuilder;
import dev.cairn.core.checkpoint.StoredCheckpoint;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.RunRecordBuilder;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.Executions;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Storage;
import dev.cairn.core.step.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Ends a run from outside: the only writer of a head besides its execution, which it makes stale. */
public final class Cancelling {
    private static final int ATTEMPTS = 8;
    private static final String STOPPED = "The run was cancelled.";

    private final Machine machine;
    private final Runs runs;
    private final Executions executions;

    public Cancelling(Machine machine, Executions executions) {
        this.machine = machine;
        this.runs = new Runs(machine.index(), machine.clock());
        this.executions = executions;
    }

    /** @throws ConflictException if the run has ended otherwise than by being cancelled */
    public RunRecord cancel(RunKey key) {
        return cancel(key, Actor.CAIRN);
    }

    /** @throws ConflictException if the run has ended otherwise than by being cancelled */
    public RunRecord cancel(RunKey key, Actor actor) {
        return cancel(key, actor, broken -> {});
    }

    /**
     * Cancels the run. If its head is broken, so that no checkpoint can be made after it, the end stands in the index alone.
     *
     * @param met gets what is broken of the head
     * @throws ConflictException if the run has ended otherwise than by being cancelled
     */
    public RunRecord cancel(RunKey key, Actor actor, Consumer<BrokenObjectException> met) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Versioned<RunRecord> found = runs.get(key);
            RunRecord run = found.record();
            if (run.status() == RunStatus.CANCELLED) {
                // Whoever cancelled it may not have come so far as to stop its execution.
                executions.stop(key, run.epoch() - 1, STOPPED);
                return run;
            }
            if (run.status().hasEnded()) {
                throw new ConflictException(
                        "Run " + run.runId() + " has ended: it is " + run.status() + ". There is nothing to cancel.");
            }
            End end = end(found, met);
            List<Write> writes = new ArrayList<>(end.writes());
            settled(run, end.at()).ifPresent(writes::add);
            writes.add(
                    AuditRecord.of(key, actor, AuditAction.CANCEL, end.after().updatedAt(), Map.of())
                            .write());
            if (Confirmed.transact(machine.index(), end.after(), writes)) {
                machine.events().committed(key, end.events().events());
                executions.stop(key, run.epoch(), STOPPED);
                return end.after();
            }
        }
        throw new ConflictException("Run " + key.runId() + " is written to by others all the time; cancel it again.");
    }

    /**
     * What is written of the end, besides the request and who wanted it.
     *
     * @param at when it came: the checkpoint may be one that a cancel left long ago
     */
    private record End(RunRecord after, Instant at, EventsRecord events, List<Write> writes) {}

    private End end(Versioned<RunRecord> found, Consumer<BrokenObjectException> met) {
        RunRecord run = found.record();
        Instant now = machine.clock().instant();
        StoredCheckpoint stored;
        try {
            stored = store(run, now);
        } catch (BrokenObjectException broken) {
            met.accept(broken);
            return withoutCheckpoint(found);
        }
        Manifest manifest = stored.manifest();
        RunRecord after = cancelled(run.toBuilder()
                .head(manifest.seq(), manifest.checkpointId())
                .storage(run.storage().plus(stored.storage()))
                // Now counts for the time that it is kept.
                .updatedAt(now.isAfter(manifest.at()) ? now : manifest.at()));
        return new End(
                after,
                manifest.at(),
                Commit.eventsRecord(run.run(), stored),
                Commit.writes(run.run(), stored, new Write.Replace(after, found.version())));
    }

    /** Nothing can be committed on a head that cannot be read; that somebody wants the run to end holds all the same. */
    private End withoutCheckpoint(Versioned<RunRecord> found) {
        RunRecord run = found.record();
        Instant now = machine.clock().instant();
        RunRecord after = cancelled(run.toBuilder().updatedAt(now));
        EventsRecord events = new EventsRecord(
                run.tenant(),
                run.runId(),
                EventsRecord.afterCheckpoint(run.seq(), run.epoch()),
                run.seq(),
                null,
                now,
                List.of(Occurrence.of(EventType.RUN_CANCELLED, Map.of())));
        return new End(after, now, events, List.of(new Write.Replace(after, found.version()), new Write.Put(events)));
    }

    private StoredCheckpoint store(RunRecord run, Instant now) {
        Manifest parent =
                machine.checkpoints().manifest(run.run(), machine.checkpoints().head(run));
        StateBuilder state = parent.state().toBuilder();
        state.request(null);
        state.turn(null);
        Manifest manifest = new Manifest(
                parent.runId(),
                parent.seq() + 1,
                Keys.next(run.run(), parent.checkpointId(), parent.seq() + 1, StepName.CANCEL, decided(run, parent)),
                parent.checkpointId(),
                now,
                StepName.CANCEL,
                StepName.CLOSE,
                RunStatus.CANCELLED,
                StopReason.CANCELLED,
                null,
                state.build(),
                parent.segments(),
                List.of(
                        Occurrence.of(EventType.RUN_CANCELLED, Map.of()),
                        Occurrence.of(
                                EventType.CHECKPOINT_CREATED,
                                Map.of("step", StepName.CANCEL.word(), "next", StepName.CLOSE.word()))),
                null,
                null);
        return machine.checkpoints().writer().put(run.run(), manifest, parent.segments(), Storage.ZERO);
    }

    /** What stands of the request that the run waits for: the checkpoint's id then tells it without the index. */
    private String decided(RunRecord run, Manifest parent) {
        OpenRequest asked = parent.state().request();
        Optional<RequestRecord> found = asked == null
                ? Optional.empty()
                : machine.index()
                        .get(RequestRecord.key(run.run(), asked.requestId()))
                        .map(Versioned::record);
        return found.map(request -> switch (request.status()) {
                    case ANSWERED -> requireNonNull(request.responseHash(), "an answered request has a response");
                    case EXPIRED -> Keys.EXPIRED;
                    case PENDING, CANCELLED -> Keys.UNDECIDED;
                })
                .orElse(Keys.UNDECIDED);
    }

    private static RunRecord cancelled(RunRecordBuilder run) {
        RunRecord before = run.build();
        RunRecord cancelled = before.toBuilder()
                .status(RunStatus.CANCELLED)
                .stopReason(StopReason.CANCELLED)
                .epoch(before.epoch() + 1)
                .pendingRequest(null)
                .build();
        return cancelled.toBuilder().due(cancelled.expiresAt()).build();
    }

    private Optional<Write> settled(RunRecord before, Instant at) {
        return Optional.ofNullable(before.pendingRequest())
                .flatMap(id -> machine.index().get(RequestRecord.key(before.run(), id)))
                .map(request ->
                        new Write.Replace(request.record().settled(RequestStatus.CANCELLED, at), request.version()));
    }
}
