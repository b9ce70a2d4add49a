package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.server.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "cancel", description = "End a run; its checkpoints stay and can be replayed.")
public final class CancelCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    public CancelCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        try (Connection connection = context.connect()) {
            connection.api().act(runId, "cancel");
            if (context.json()) {
                context.printJson(connection.api().run(runId).json());
            } else {
                context.terminal().out().line("Run " + runId + " is cancelled.");
            }
        }
        return ExitCode.OK;
    }
}
