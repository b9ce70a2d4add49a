package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.server.Connection;
import dev.cairn.core.run.RunStatus;
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
            throw CliException.usage("--after", "must be the id of an event");
        }
        try (Connection connection = context.connect()) {
            refuseToWaitForNobody(connection);
            return new Following(context, connection, new FollowOptions(), false).from(runId, after);
        }
    }

    /** A server that this command starts works on no run of another process. */
    private void refuseToWaitForNobody(Connection connection) {
        if (connection.kind() == Connection.Kind.EMBEDDED
                && connection.api().run(runId).is(RunStatus.RUNNING)) {
            throw new CliException(
                    ExitCode.REFUSED,
                    "Run " + runId + " is under way, but no process works on it; take it up with: "
                            + context.hints().command("resume", runId));
        }
    }
}
