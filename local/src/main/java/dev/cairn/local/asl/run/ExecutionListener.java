package dev.cairn.local.asl.run;

/** Is told when an execution begins, when a task of it has to be tried again, and when it ends; never under a lock. */
@FunctionalInterface
public interface ExecutionListener {
    /** Called once for RUNNING and once for the final status, in this order. */
    void changed(String executionArn, ExecutionStatus status);

    /** Called for each attempt that failed and is followed by another, as the wait for that begins. */
    default void retrying(Retry retry) {}
}
