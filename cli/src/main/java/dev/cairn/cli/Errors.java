package dev.cairn.cli;

import dev.cairn.cli.api.UnreachableException;
import dev.cairn.cli.command.Context;
import dev.cairn.cli.command.GlobalOptions;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.core.error.CairnException;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.GoneException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.json.Json;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.node.ObjectNode;

/** The one place where what went wrong becomes words and an exit code. A stack trace is for CAIRN_DEBUG=1 alone. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Surroundings surroundings;
    private final Context context;
    private final GlobalOptions options;

    Errors(Surroundings surroundings, Context context, GlobalOptions options) {
        this.surroundings = surroundings;
        this.context = context;
        this.options = options;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        // picocli says the word twice of an option whose value has no form of its own.
        String message = String.valueOf(e.getMessage()).replace("option option ", "option ");
        Screen err = context.terminal().err();
        if (args.length == 0) {
            command.usage(command.getErr());
            return ExitCode.USAGE.code();
        }
        say(message, List.of());
        List<String> guesses =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!guesses.isEmpty()) {
            err.line("Did you mean " + String.join(" or ", guesses) + "?");
        }
        err.line("See: " + command.getCommandSpec().qualifiedName() + " --help");
        trace(e);
        return ExitCode.USAGE.code();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (surroundings.interruptions().underWay()) {
            return ExitCode.FAILED.code();
        }
        CliException told = told(e);
        boolean oneLineOnly = command.getCommandName().equals("local");
        if (options.json() && !oneLineOnly) {
            context.terminal().out().line(SafeText.json(Json.text(document(told))));
        }
        say(String.valueOf(told.getMessage()), told.details());
        trace(e);
        return told.exit().code();
    }

    private static CliException told(Exception e) {
        return switch (e) {
            case CliException cli -> cli;
            case UnreachableException unreachable ->
                new CliException(ExitCode.UNREACHABLE, String.valueOf(unreachable.getMessage()), unreachable);
            case InvalidInputException invalid ->
                new CliException(
                        ExitCode.USAGE,
                        invalid.faults().getFirst().toString(),
                        invalid.faults().stream().skip(1).map(Object::toString).toList());
            case NotFoundException missing ->
                new CliException(ExitCode.NOT_FOUND, String.valueOf(missing.getMessage()), missing);
            case ConflictException conflict ->
                new CliException(ExitCode.REFUSED, String.valueOf(conflict.getMessage()), conflict);
            case GoneException gone -> new CliException(ExitCode.REFUSED, String.valueOf(gone.getMessage()), gone);
            case CairnException other -> new CliException(ExitCode.FAILED, String.valueOf(other.getMessage()), other);
            default ->
                new CliException(
                        ExitCode.FAILED,
                        "Something broke that should not: " + e.getClass().getSimpleName()
                                + (e.getMessage() == null ? "" : ": " + e.getMessage()),
                        List.of("CAIRN_DEBUG=1 shows where."));
        };
    }

    /** The server's own problem document where there is one, else one like it. */
    private static ObjectNode document(CliException e) {
        ObjectNode document = Json.mapper().createObjectNode();
        if (e.problem() instanceof ObjectNode problem) {
            document.setAll(problem);
        } else {
            document.put("type", "about:blank");
            document.put("title", e.exit().name().toLowerCase(java.util.Locale.ROOT));
            document.put("detail", String.valueOf(e.getMessage()));
            if (!e.details().isEmpty()) {
                e.details().forEach(document.putArray("errors")::add);
            }
        }
        return document.put("exitCode", e.exit().code());
    }

    private void say(String message, List<String> details) {
        Screen err = context.terminal().err();
        err.line(err.style().red("cairn: ") + SafeText.of(message).strip());
        details.forEach(detail -> err.line("  " + SafeText.line(detail)));
    }

    private void trace(Exception e) {
        if (surroundings.environment().get("CAIRN_DEBUG").filter("1"::equals).isPresent()) {
            e.printStackTrace(context.terminal().err().stream());
            context.terminal().err().stream().flush();
        }
    }
}
