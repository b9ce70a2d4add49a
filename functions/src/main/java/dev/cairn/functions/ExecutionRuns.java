package dev.cairn.functions;

import dev.cairn.core.json.Digest;
import dev.cairn.core.run.RunId;

/** Ids of the runs that somebody starts as an execution, in the Step Functions console or with its API. */
public final class ExecutionRuns {
    private static final String PREFIX = "exec-";
    private static final int DIGITS = 40;

    private ExecutionRuns() {}

    /** The id of the run that this execution opens: the same however often it is tried. */
    public static RunId idOf(String executionArn) {
        return new RunId(PREFIX + Digest.hex(executionArn).substring(0, DIGITS));
    }

    /** Whether the run may have been opened by an execution, whose name then is another than {@code {runId}-1}. */
    public static boolean mayBeFromExecution(RunId runId) {
        return runId.value().startsWith(PREFIX);
    }
}
