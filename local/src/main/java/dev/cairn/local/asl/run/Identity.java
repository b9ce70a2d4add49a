package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

/** Who an execution is, as its context object tells. */
public record Identity(
        String executionArn, String name, String stateMachineArn, String stateMachineName, String roleArn) {
    public Identity {
        requireNonNull(executionArn, "executionArn is null");
        requireNonNull(name, "name is null");
        requireNonNull(stateMachineArn, "stateMachineArn is null");
        requireNonNull(stateMachineName, "stateMachineName is null");
        requireNonNull(roleArn, "roleArn is null");
    }
}
