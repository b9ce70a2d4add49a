package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.decide.Decision;
import dev.cairn.cli.server.Connection;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.RunStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

@Command(
        name = "approve",
        description = "Approve the plan, or the tool call, that a run waits with, and follow the run on.")
public final class ApproveCommand implements Callable<ExitCode> {
    /** The longest plan or answer, in bytes of UTF-8. */
    static final int MAX_TEXT = 256 * 1024;

    private final Context context;

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "The run (default: the only one that waits).")
    @Nullable
    String runId;

    @Option(
            names = "--plan-file",
            paramLabel = "FILE",
            description = "Approve with this plan in place of the manager's; - reads the standard input.")
    @Nullable
    String planFile;

    @Option(
            names = "--arguments-file",
            paramLabel = "FILE",
            description = "Approve the tool call with these arguments (JSON); - reads the standard input.")
    @Nullable
    String argumentsFile;

    @Mixin
    Responding responding = new Responding();

    public ApproveCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        String plan = planFile == null ? null : new Texts(context).fileOrInput("--plan-file", planFile, MAX_TEXT);
        JsonNode arguments = argumentsFile == null
                ? null
                : json("--arguments-file", new Texts(context).fileOrInput("--arguments-file", argumentsFile, MAX_TEXT));
        if (runId != null) {
            return responding.respond(context, runId, request -> decision(request, plan, arguments));
        }
        try (Connection connection = context.connect()) {
            String only = theOnlyOneWaiting(connection);
            context.terminal().err().line("Approving run " + only + ", the only one that waits.");
            return responding.respond(context, connection, only, request -> decision(request, plan, arguments));
        }
    }

    private static Decision decision(RequestView request, @Nullable String plan, @Nullable JsonNode arguments) {
        if (plan != null && !request.isPlanReview()) {
            throw CliException.usage("--plan-file", "the run waits for " + request.type() + ", not for a plan review");
        }
        if (arguments != null && !request.isToolApproval()) {
            throw CliException.usage(
                    "--arguments-file", "the run waits for " + request.type() + ", not for a tool's approval");
        }
        return new Decision(Decision.approve().kind(), null, plan, null, arguments);
    }

    private static String theOnlyOneWaiting(Connection connection) {
        Page waiting = connection.api().runs(RunStatus.WAITING.name(), Map.of(), 10);
        if (waiting.items().isEmpty()) {
            throw new CliException(ExitCode.NOT_FOUND, "No run waits for anybody");
        }
        if (waiting.items().size() > 1) {
            throw new CliException(
                    ExitCode.USAGE,
                    "RUN: several runs wait; name one",
                    waiting.items().stream()
                            .map(run -> new RunView(run).runId())
                            .toList());
        }
        return Ids.check("RUN", new RunView(waiting.items().getFirst()).runId());
    }

    static JsonNode json(String field, String text) {
        try {
            return Json.tree(text);
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new CliException(ExitCode.USAGE, field + ": is not JSON" + where + ": " + Json.fault(e), e);
        }
    }
}
