package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.server.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Take a run that failed or was interrupted up from its last checkpoint.")
public final class ResumeCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(
            names = "--pace",
            paramLabel = "X",
            description = "How fast a rehearsal plays: 1 as written, 0 without pauses (default: 1).")
    double pace = 1;

    @Mixin
    FollowOptions follow = new FollowOptions();

    public ResumeCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        Paces.check(pace);
        try (Connection connection = context.connect(pace)) {
            return new Following(context, connection, follow, true)
                    .after(runId, () -> connection.api().act(runId, "resume"));
        }
    }
}
