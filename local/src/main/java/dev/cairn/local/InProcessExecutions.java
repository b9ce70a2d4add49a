package dev.cairn.local;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.Executions;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.functions.ExecutionRuns;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.ExecutionView;
import dev.cairn.local.sfn.Page;
import dev.cairn.local.sfn.SfnException;
import dev.cairn.local.sfn.StateMachine;
import dev.cairn.local.sfn.StepFunctions;
import java.util.Optional;

/** Executions of the Step Functions in this process. */
final class InProcessExecutions implements Executions {
    private static final int PAGE = 1_000;

    private final StepFunctions stepFunctions;
    private final StateMachine machine;

    InProcessExecutions(StepFunctions stepFunctions, StateMachine machine) {
        this.stepFunctions = requireNonNull(stepFunctions, "stepFunctions is null");
        this.machine = requireNonNull(machine, "machine is null");
    }

    @Override
    public void start(Pointer pointer) {
        try {
            stepFunctions.startExecution(machine.arn(), name(pointer.runId(), pointer.epoch()), Json.text(pointer));
        } catch (SfnException refused) {
            if (!refused.code().equals("ExecutionAlreadyExists")) {
                throw refused;
            }
        }
    }

    @Override
    public void stop(RunKey run, long epoch, String cause) {
        running(run, epoch).ifPresent(arn -> stepFunctions.stopExecution(arn, "Cancelled", cause));
    }

    @Override
    public boolean lives(RunKey run, long epoch) {
        return running(run, epoch).isPresent();
    }

    @Override
    public boolean wake(String taskToken) {
        try {
            stepFunctions.sendTaskSuccess(taskToken, "{}");
            return true;
        } catch (SfnException dead) {
            return false;
        }
    }

    private static String name(RunId run, long epoch) {
        return run + "-" + epoch;
    }

    private Optional<String> running(RunKey run, long epoch) {
        String arn = machine.arn().replace(":stateMachine:", ":execution:") + ":" + name(run.runId(), epoch);
        try {
            ExecutionView execution = stepFunctions.describeExecution(arn);
            return execution.status() == ExecutionStatus.RUNNING ? Optional.of(arn) : Optional.empty();
        } catch (SfnException absent) {
            return epoch == 1 && ExecutionRuns.mayBeFromExecution(run.runId())
                    ? startedByHand(run.runId())
                    : Optional.empty();
        }
    }

    /** A person gave the execution a name of their own; the run's id follows from it, but not the other way round. */
    private Optional<String> startedByHand(RunId run) {
        String next = null;
        do {
            Page<ExecutionView> page = stepFunctions.listExecutions(machine.arn(), ExecutionStatus.RUNNING, PAGE, next);
            Optional<String> found = page.items().stream()
                    .map(execution -> execution.identity().executionArn())
                    .filter(arn -> ExecutionRuns.idOf(arn).equals(run))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            next = page.nextToken();
        } while (next != null);
        return Optional.empty();
    }
}
