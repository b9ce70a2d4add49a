package dev.cairn.local.asl.run;

/** Is told when an execution begins and when it ends. */
@FunctionalInterface
public interface ExecutionListener {
    /** Called once for RUNNING and once for the final status, in this order and without any lock held. */
    void changed(String executionArn, ExecutionStatus status);
}
