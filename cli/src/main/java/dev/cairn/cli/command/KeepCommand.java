package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.server.Connection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "keep", description = "Keep a run for good; without that it is deleted once its time has passed.")
public final class KeepCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(names = "--undo", description = "Let it expire again.")
    boolean undo;

    public KeepCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        try (Connection connection = context.connect()) {
            CairnApi api = connection.api();
            RunView run = new RunView(api.keep(runId, !undo));
            if (context.json()) {
                context.printJson(api.run(runId).json());
            } else {
                context.terminal().out().line("Run " + runId + (undo ? expires(run) : " is kept for good."));
            }
        }
        return ExitCode.OK;
    }

    private static String expires(RunView run) {
        String at = Times.whole(run.json().path("expiresAt").asString(""));
        return at.isEmpty() ? " is deleted some time after it has ended." : " is deleted after " + at + ".";
    }
}
