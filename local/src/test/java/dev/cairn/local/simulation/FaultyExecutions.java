package dev.cairn.local.simulation;

import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;

/** Step Functions behind the gate. */
final class FaultyExecutions implements Executions {
    private final Gate gate;
    private final Executions executions;

    FaultyExecutions(Gate gate, Executions executions) {
        this.gate = gate;
        this.executions = executions;
    }

    private static Site site(String what) {
        return new Site(Site.Port.EXECUTIONS, what);
    }

    @Override
    public void start(Pointer pointer) {
        gate.pass(site("start"), () -> {
            executions.start(pointer);
            return true;
        });
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        gate.pass(site("stop"), () -> {
            executions.stop(run, epoch, cause);
            return true;
        });
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        return gate.pass(site("lives"), () -> executions.lives(run, epoch));
    }

    @Override
    public boolean wake(String taskToken) {
        return gate.pass(site("wake"), () -> executions.wake(taskToken));
    }
}
