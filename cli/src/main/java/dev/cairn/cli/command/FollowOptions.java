package dev.cairn.cli.command;

import picocli.CommandLine.Option;

/** How a command follows the run that it set going. */
public final class FollowOptions {
    @Option(names = "--yes", description = "Approve plans and tool calls without asking.")
    boolean yes;

    @Option(
            names = "--no-wait",
            description = "Do not follow the run; needs a server that goes on without this command.")
    boolean noWait;
}
