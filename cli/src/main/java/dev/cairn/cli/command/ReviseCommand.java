package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.decide.Decision;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "revise", description = "Send a plan back to the manager with what should be different.")
public final class ReviseCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Parameters(
            index = "1",
            paramLabel = "FEEDBACK",
            description = "What should be different; - reads it from the standard input, @FILE from a file.")
    String feedback = "";

    @Mixin
    Responding responding = new Responding();

    public ReviseCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        String text = new Texts(context).given("FEEDBACK", feedback, ApproveCommand.MAX_TEXT);
        return responding.respond(context, runId, request -> Decision.revise(text));
    }
}
