package dev.cairn.functions.aws.execution;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.ExecutionRuns;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/** Executions of one state machine, through the API of Step Functions. */
public final class SfnExecutions implements Executions {
    /** At most so many characters of a cause. */
    private static final int LONGEST_CAUSE = 32_768;

    private final Supplier<SfnClient> client;
    private final String stateMachineArn;
    private final ExecutionActs acts;

    /** @param client asked for with the first call, so that what makes none needs none; the caller closes it */
    public SfnExecutions(Supplier<SfnClient> client, String stateMachineArn) {
        this.client = requireNonNull(client, "client is null");
        this.stateMachineArn = requireNonNull(stateMachineArn, "stateMachineArn is null");
        this.acts = new ExecutionActs(stateMachineArn);
    }

    @Override
    public void start(Pointer pointer) {
        String name = name(pointer.runId(), pointer.epoch());
        answered(acts.start(name), () -> {
            try {
                return client.get()
                        .startExecution(start -> start.stateMachineArn(stateMachineArn)
                                .name(name)
                                .input(Json.text(pointer)));
            } catch (ExecutionAlreadyExistsException started) {
                return started;
            }
        });
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        running(run, epoch)
                .ifPresent(arn -> answered(acts.stop(arn), () -> {
                    try {
                        return client.get()
                                .stopExecution(stop -> stop.executionArn(arn)
                                        .error("Cancelled")
                                        .cause(cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE))));
                    } catch (ExecutionDoesNotExistException gone) {
                        return gone;
                    }
                }));
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        return running(run, epoch).isPresent();
    }

    @Override
    public boolean wake(String taskToken) {
        return answered(acts.wake(), () -> {
            try {
                client.get()
                        .sendTaskSuccess(success -> success.taskToken(taskToken).output("{}"));
                return true;
            } catch (TaskDoesNotExistException | TaskTimedOutException | InvalidTokenException dead) {
                return false;
            }
        });
    }

    private static String name(RunId run, long epoch) {
        return run + "-" + epoch;
    }

    private Optional<String> running(RunKey run, long epoch) {
        String arn = acts.arnOf(name(run.runId(), epoch));
        Optional<ExecutionStatus> status = answered(acts.describe(arn), () -> status(arn));
        if (status.isPresent()) {
            return status.get() == ExecutionStatus.RUNNING ? Optional.of(arn) : Optional.empty();
        }
        return epoch == 1 && ExecutionRuns.mayBeFromExecution(run.runId())
                ? answered(acts.list(), () -> startedByHand(run.runId()))
                : Optional.empty();
    }

    private Optional<ExecutionStatus> status(String arn) {
        try {
            DescribeExecutionResponse execution =
                    client.get().describeExecution(describe -> describe.executionArn(arn));
            return Optional.of(execution.status());
        } catch (ExecutionDoesNotExistException absent) {
            return Optional.empty();
        }
    }

    /** A person gave the execution a name of their own; the run's id follows from it, but not the other way round. */
    private Optional<String> startedByHand(RunId run) {
        return client
                .get()
                .listExecutionsPaginator(list -> list.stateMachineArn(stateMachineArn)
                        .statusFilter(ExecutionStatus.RUNNING)
                        .maxResults(1_000))
                .executions()
                .stream()
                .map(ExecutionListItem::executionArn)
                .filter(arn -> ExecutionRuns.idOf(arn).equals(run))
                .findFirst();
    }

    private <T> T answered(dev.cairn.functions.aws.client.Act act, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException cause) {
            throw acts.fault(act, cause);
        }
    }
}
