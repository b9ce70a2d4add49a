package dev.cairn.functions;

import dev.cairn.core.port.ToolRunner;

/** Tells the model that a tool cannot be run, which it may work around; tools come with a later release. */
public final class NoToolsYet implements ToolRunner {
    @Override
    public Result run(Invocation invocation) {
        return new Result(
                "The tool " + invocation.tool().name() + " (kind "
                        + invocation.tool().kind() + ") is not available in this release. Go on without it.",
                true);
    }
}
