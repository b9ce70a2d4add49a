package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.server.Connection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show a run, one of its checkpoints, or what was said up to there.",
        footer = {
            "",
            "Examples:",
            "  cairn show RUN                          how it stands, and its answer",
            "  cairn show RUN --checkpoint 4           the state after that step",
            "  cairn show RUN --view log               all that was said",
            "  cairn show RUN --view coder             the conversation as coder saw it"
        })
public final class ShowCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(
            names = "--checkpoint",
            paramLabel = "ID",
            description = "A checkpoint, by its id or its number (default: the newest, for --view).")
    @Nullable
    String checkpoint;

    @Option(
            names = "--view",
            paramLabel = "log|NAME",
            description = "What was said: the whole log, or as NAME sees it.")
    @Nullable
    String view;

    public ShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        if (checkpoint != null) {
            CheckpointArgument.check("--checkpoint", checkpoint);
        }
        if (view != null && view.isBlank()) {
            throw CliException.usage("--view", "must be log, manager or the name of a participant");
        }
        try (Connection connection = context.connect()) {
            CairnApi api = connection.api();
            if (view != null) {
                showView(api, view);
            } else if (checkpoint != null) {
                showCheckpoint(api, new CheckpointArgument(api, runId).id("--checkpoint", checkpoint));
            } else {
                showRun(api.run(runId), connection.kind() != Connection.Kind.EMBEDDED);
            }
        }
        return ExitCode.OK;
    }

    private void showRun(RunView run, boolean atWork) {
        if (context.json()) {
            context.printJson(run.json());
        } else {
            new RunPage(context, atWork).show(run);
        }
    }

    private void showCheckpoint(CairnApi api, String id) {
        if (context.json()) {
            context.printJson(api.checkpoint(runId, id));
        } else {
            new CheckpointPage(context.terminal().out()).show(api.checkpoint(runId, id));
        }
    }

    private void showView(CairnApi api, String of) {
        String id = checkpoint == null
                ? api.run(runId).headCheckpoint()
                : new CheckpointArgument(api, runId).id("--checkpoint", checkpoint);
        Page entries = api.view(runId, id, of, Integer.MAX_VALUE);
        if (context.json()) {
            context.printJson(entries.document("entries"));
        } else {
            new Conversation(context.terminal().out()).show(entries.items());
        }
    }
}
