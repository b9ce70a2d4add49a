package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.decide.Decision;
import dev.cairn.core.json.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "answer", description = "Answer the question that a run waits with, and follow the run on.")
public final class AnswerCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The answer; - reads it from the standard input, @FILE from a file.")
    @Nullable
    String text;

    @Option(
            names = "--json-file",
            paramLabel = "FILE",
            description = "The answer as JSON, for a request with a schema; - reads the standard input.")
    @Nullable
    String jsonFile;

    @Mixin
    Responding responding = new Responding();

    public AnswerCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        if ((text == null) == (jsonFile == null)) {
            throw CliException.usage("TEXT", "give the answer either as TEXT or with --json-file");
        }
        JsonNode answer = jsonFile != null
                ? ApproveCommand.json(
                        "--json-file", new Texts(context).fileOrInput("--json-file", jsonFile, ApproveCommand.MAX_TEXT))
                : Json.toTree(new Texts(context).given("TEXT", text == null ? "" : text, ApproveCommand.MAX_TEXT));
        return responding.respond(context, runId, request -> Decision.answer(answer));
    }
}
