package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.server.Connection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "watch", description = "Show what happened in a run, and follow it until it ends or waits.")
public final class WatchCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(names = "--after", paramLabel = "EVENT", description = "Only what came after this event.")
    @Nullable
    String after;

    public WatchCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        if (after != null && after.isBlank()) {
            throw dev.cairn.cli.CliException.usage("--after", "must be the id of an event");
        }
        try (Connection connection = context.connect()) {
            return new Following(context, connection, new FollowOptions(), false).from(runId, after);
        }
    }
}
