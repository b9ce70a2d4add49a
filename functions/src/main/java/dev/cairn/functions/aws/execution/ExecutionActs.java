package dev.cairn.functions.aws.execution;

import dev.cairn.core.error.StoreException;
import dev.cairn.functions.aws.client.Act;
import dev.cairn.functions.aws.client.AwsFaults;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** What is asked of a state machine, and why it was not done. A task token is in none of it. */
record ExecutionActs(String stateMachineArn) {
    String arnOf(String name) {
        return stateMachineArn.replace(":stateMachine:", ":execution:") + ":" + name;
    }

    Act start(String name) {
        return ofMachine("start the execution " + name, "states:StartExecution");
    }

    Act list() {
        return ofMachine("list the executions", "states:ListExecutions");
    }

    Act look() {
        return ofMachine("see what it is", "states:DescribeStateMachine");
    }

    Act wake() {
        return ofMachine("wake an execution", "states:SendTaskSuccess");
    }

    Act describe(String arn) {
        return ofExecutions("look at the execution " + arn, "states:DescribeExecution");
    }

    Act stop(String arn) {
        return ofExecutions("stop the execution " + arn, "states:StopExecution");
    }

    private Act ofMachine(String doing, String action) {
        return new Act(doing, place(), action, stateMachineArn);
    }

    private Act ofExecutions(String doing, String action) {
        return new Act(doing, place(), action, arnOf("*"));
    }

    private String place() {
        return "the state machine " + stateMachineArn;
    }

    StoreException fault(Act act, SdkException cause) {
        if (cause instanceof StateMachineDoesNotExistException) {
            return AwsFaults.refused(
                    act,
                    "there is no such state machine. Deploy the stack that makes it, or set CAIRN_STATE_MACHINE to the"
                            + " ARN of the one that it made.",
                    cause);
        }
        return AwsFaults.of(act, cause);
    }
}
