package dev.cairn.core.lifecycle;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.Confirmed;
import dev.cairn.core.checkpoint.OpenRequestReader;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.Executions;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.step.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same run goes on from its own last checkpoint, in a new execution. */
public final class Resuming {
    private final Machine machine;
    private final Runs runs;
    private final Starting starting;
    private final Executions executions;

    public Resuming(Machine machine, Starting starting, Executions executions) {
        this.machine = machine;
        this.runs = new Runs(machine.index(), machine.clock());
        this.starting = starting;
        this.executions = executions;
    }

    /**
     * Goes on in a new execution. One that somebody has made way for and not started yet is that new execution: it is
     * started, and not overtaken by a further one unless it turns out to be dead already.
     *
     * @throws ConflictException if its execution lives, or if it has ended otherwise than FAILED
     */
    public RunRecord resume(RunKey key) {
        return resume(key, Actor.CAIRN);
    }

    /** @throws ConflictException if its execution lives, or if it has ended otherwise than FAILED */
    public RunRecord resume(RunKey key, Actor actor) {
        Versioned<RunRecord> found = runs.get(key);
        RunRecord run = found.record();
        if (run.status().hasEnded() && run.status() != RunStatus.FAILED) {
            throw new ConflictException("Run " + run.runId() + " has ended: it is " + run.status()
                    + ". Go on from one of its checkpoints with: cairn replay " + run.runId());
        }
        if (executions.lives(key, run.epoch())) {
            throw new ConflictException("Run " + run.runId()
                    + " is being worked on; there is nothing to resume while it is " + run.status());
        }
        AuditRecord audit =
                AuditRecord.of(key, actor, AuditAction.RESUME, machine.clock().instant(), Map.of());
        if (!run.started() && !run.status().hasEnded()) {
            machine.index().transact(List.of(audit.write()));
            RunRecord begun = starting.start(run);
            return executions.lives(key, run.epoch()) ? begun : overtake(key);
        }
        return restart(found, List.of(audit.write())).orElseThrow(() -> changed(key));
    }

    /** The execution that was due had been started before, and is dead; unless it ended the run. */
    private RunRecord overtake(RunKey key) {
        Versioned<RunRecord> found = runs.get(key);
        RunStatus status = found.record().status();
        return status.hasEnded() && status != RunStatus.FAILED
                ? found.record()
                : restart(found).orElseThrow(() -> changed(key));
    }

    private ConflictException changed(RunKey key) {
        return new ConflictException("Run " + key.runId() + " was changed by somebody else at the same time: it is "
                + runs.find(key).map(now -> now.record().status().name()).orElse("deleted") + " now.");
    }

    /** Raises the epoch and starts its execution; empty if somebody else changed the run first. */
    public Optional<RunRecord> restart(Versioned<RunRecord> found) {
        return restart(found, List.of());
    }

    /** The same, with these writes in the transaction that raises the epoch. */
    public Optional<RunRecord> restart(Versioned<RunRecord> found, List<Write> also) {
        RunRecord run = found.record();
        Optional<OpenRequest> pending = OpenRequestReader.ofHead(machine.checkpoints(), run)
                .filter(request -> machine.index()
                        .get(RequestRecord.key(run.run(), request.requestId()))
                        .map(record -> record.record().status() == RequestStatus.PENDING)
                        .orElse(false));
        RunRecord raised = run.toBuilder()
                .epoch(run.epoch() + 1)
                .status(pending.isPresent() ? RunStatus.WAITING : RunStatus.RUNNING)
                .pendingRequest(pending.map(OpenRequest::requestId).orElse(null))
                .stopReason(null)
                .error(null)
                .started(false)
                .updatedAt(machine.clock().instant())
                .due(pending.map(OpenRequest::expiresAt).orElse(machine.clock().instant()))
                .build();
        List<Write> writes = new ArrayList<>(also);
        writes.add(new Write.Replace(raised, found.version()));
        return Confirmed.transact(machine.index(), raised, writes)
                ? Optional.of(starting.start(raised))
                : Optional.empty();
    }
}
