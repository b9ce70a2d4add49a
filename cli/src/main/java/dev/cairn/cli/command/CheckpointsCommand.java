package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CheckpointView;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.server.Connection;
import dev.cairn.cli.terminal.Screen;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "checkpoints", description = "List a run's checkpoints.")
public final class CheckpointsCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(names = "--limit", paramLabel = "N", description = "Only the newest N (default: 200).")
    int limit = 200;

    public CheckpointsCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        LimitOptions.atLeast("--limit", (long) limit, 1);
        try (Connection connection = context.connect()) {
            Page page = connection.api().checkpoints(runId, limit);
            if (context.json()) {
                context.printJson(page.document("checkpoints"));
                return ExitCode.OK;
            }
            List<CheckpointView> oldestFirst = page.items().stream()
                    .map(CheckpointView::new)
                    .sorted(Comparator.comparingLong(CheckpointView::seq))
                    .toList();
            Screen out = context.terminal().out();
            out.lines(CheckpointTable.of(oldestFirst).lines(out.width(), out.style()));
            if (page.next() != null) {
                context.terminal().err().line("There are older ones; see --limit.");
            }
            if (!oldestFirst.isEmpty()) {
                context.terminal()
                        .err()
                        .line("Replay one with: "
                                + context.hints()
                                        .command(
                                                "replay",
                                                runId,
                                                Long.toString(
                                                        oldestFirst.getFirst().seq())));
            }
        }
        return ExitCode.OK;
    }
}
