package dev.cairn.local.asl.run;

/** What a history can tell, in AWS's words. */
public enum EventType {
    ExecutionStarted,
    ExecutionSucceeded,
    ExecutionFailed,
    ExecutionAborted,
    ExecutionTimedOut,
    TaskStateEntered,
    TaskStateExited,
    TaskScheduled,
    TaskStarted,
    TaskSubmitted,
    TaskSucceeded,
    TaskFailed,
    TaskTimedOut,
    ChoiceStateEntered,
    ChoiceStateExited,
    PassStateEntered,
    PassStateExited,
    WaitStateEntered,
    WaitStateExited,
    SucceedStateEntered,
    SucceedStateExited,
    FailStateEntered,
    EvaluationFailed;

    static EventType entered(String stateType) {
        return valueOf(stateType + "StateEntered");
    }

    static EventType exited(String stateType) {
        return valueOf(stateType + "StateExited");
    }
}
