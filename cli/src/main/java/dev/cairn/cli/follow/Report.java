package dev.cairn.cli.follow;

import dev.cairn.cli.api.RunView;

/** What is said about a run when the command is done with it. */
public interface Report {
    void finished(RunView run);
}
