package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.server.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "diff", description = "Show what changed in a run from one checkpoint to another.")
public final class DiffCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Parameters(index = "1", paramLabel = "FROM", description = "A checkpoint, by its id or its number.")
    String from = "";

    @Parameters(index = "2", paramLabel = "TO", description = "A later one.")
    String to = "";

    public DiffCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        CheckpointArgument.check("FROM", from);
        CheckpointArgument.check("TO", to);
        try (Connection connection = context.connect()) {
            CheckpointArgument argument = new CheckpointArgument(connection.api(), runId);
            JsonNode diff = connection.api().diff(runId, argument.id("FROM", from), argument.id("TO", to));
            if (context.json()) {
                context.printJson(diff);
            } else {
                new DiffPage(context.terminal().out()).show(diff);
            }
        }
        return ExitCode.OK;
    }
}
