package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.decide.Decision;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "reject", description = "Reject a plan, which ends the run; or deny a tool call, which does not.")
public final class RejectCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "REASON", description = "Why.")
    @Nullable
    String reason;

    @Mixin
    Responding responding = new Responding();

    public RejectCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        String why = reason == null ? null : new Texts(context).given("REASON", reason, ApproveCommand.MAX_TEXT);
        return responding.respond(
                context, runId, request -> request.isToolApproval() ? Decision.deny(why) : Decision.reject(why));
    }
}
