package dev.cairn.cli.follow;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.RunView;
import dev.cairn.core.run.RunStatus;

/** What a followed run's end means for the exit code. */
public final class Verdict {
    private Verdict() {}

    /** A rejection is a person's decision carried out, not a failure; a limit or an expiry left the task undone. */
    public static ExitCode of(RunView run) {
        if (!run.broken().isEmpty()) {
            // Nobody shall take what is left of it for the whole: its answer may be what cannot be read.
            return ExitCode.REFUSED;
        }
        boolean fine = run.is(RunStatus.SUCCEEDED)
                || run.is(RunStatus.WAITING)
                || run.is(RunStatus.RUNNING)
                || run.wasRejected();
        return fine ? ExitCode.OK : ExitCode.FAILED;
    }
}
