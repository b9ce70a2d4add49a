package dev.cairn.core.lifecycle;

import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.step.Machine;
import java.util.List;
import java.util.Optional;

/**
 * The wait for a person. The token is stored first and the decision read after it; whoever decides records the decision
 * first and reads the token after it. So one of the two always wakes the execution.
 */
public final class Awaiting {
    private final Machine machine;
    private final Executions executions;

    public Awaiting(Machine machine, Executions executions) {
        this.machine = machine;
        this.executions = executions;
    }

    /**
     * Keeps the token for whoever decides; wakes the execution at once if there is nothing to wait for.
     *
     * @return what is waited for, if anything is
     */
    public Optional<RequestRecord> await(Pointer pointer, String taskToken) {
        Optional<RunRecord> found =
                machine.index().get(RunRecord.key(pointer.run())).map(Versioned::record);
        if (found.isEmpty()
                || found.get().epoch() != pointer.epoch()
                || found.get().status() != RunStatus.WAITING) {
            executions.wake(taskToken);
            return Optional.empty();
        }
        RunRecord run = found.get();
        RequestId request = run.pendingRequest();
        if (request == null) {
            executions.wake(taskToken);
            return Optional.empty();
        }
        machine.index()
                .transact(List.of(
                        new Write.Put(new TokenRecord(run.tenant(), run.runId(), request, run.epoch(), taskToken))));
        Optional<RequestRecord> pending = machine.index()
                .get(RequestRecord.key(run.run(), request))
                .map(Versioned::record)
                .filter(record -> record.decision() == null && record.settledAt() == null);
        if (pending.isEmpty()) {
            executions.wake(taskToken);
        }
        return pending;
    }
}
