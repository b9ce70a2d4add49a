package dev.cairn.core.port;

import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;

/** The state machine's executions, of which a run has one at a time, named {@code {runId}-{epoch}}. */
public interface Executions {
    /** Starts the execution of the pointer's epoch with the pointer as its input; one that exists already is success. */
    void start(Pointer pointer);

    /** Stops the execution of this epoch, if it lives. */
    void stop(RunKey run, long epoch, String cause);

    /** Whether the execution of this epoch lives. */
    boolean lives(RunKey run, long epoch);

    /** Wakes the execution that waits under this task token. Answers false if it waits no longer: the token is dead. */
    boolean wake(String taskToken);
}
