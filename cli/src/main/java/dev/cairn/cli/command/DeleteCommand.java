package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.server.Connection;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        aliases = "rm",
        description = "Delete a run that has ended, with all its checkpoints. Runs forked from it stay.")
public final class DeleteCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(names = "--yes", description = "Do not ask; without a terminal nobody is asked.")
    boolean yes;

    public DeleteCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        try (Connection connection = context.connect()) {
            CairnApi api = connection.api();
            if (!yes && !context.json() && context.terminal().interactive() && !confirmed(api)) {
                context.terminal().err().line("Nothing was deleted.");
                return ExitCode.OK;
            }
            api.delete(runId);
            if (context.json()) {
                context.printJson(CairnApi.object().put("runId", runId).put("deleted", true));
            } else {
                context.terminal().out().line("Run " + runId + " is deleted.");
            }
        }
        return ExitCode.OK;
    }

    private boolean confirmed(CairnApi api) {
        long checkpoints = api.run(runId).headSeq() + 1;
        return context.terminal()
                .ask("Delete run " + runId + " and its " + checkpoints + " checkpoints for good? [y/N] ")
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .filter(line -> line.equals("y") || line.equals("yes"))
                .isPresent();
    }
}
