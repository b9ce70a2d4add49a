package dev.cairn.cli;

import dev.cairn.cli.api.Pause;
import dev.cairn.cli.command.CairnCommand;
import dev.cairn.cli.command.Commands;
import dev.cairn.cli.command.Context;
import dev.cairn.cli.command.GlobalOptions;
import dev.cairn.cli.decide.SystemEditor;
import dev.cairn.cli.env.DotEnv;
import dev.cairn.cli.env.Environment;
import dev.cairn.cli.server.EmbeddedServers;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Terminals;
import dev.cairn.functions.team.TeamSchema;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The {@code cairn} command. */
public final class Cairn {
    private final Surroundings surroundings;

    public Cairn(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] args) {
        System.exit(start(args));
    }

    private static int start(String[] args) {
        Path directory = Path.of("").toAbsolutePath();
        Map<String, String> dotEnv;
        try {
            dotEnv = DotEnv.read(directory.resolve(".env"));
        } catch (CliException e) {
            System.err.println("cairn: " + e.getMessage());
            return e.exit().code();
        }
        Environment environment = Environment.of(System.getenv(), dotEnv);
        return new Cairn(new Surroundings(
                        program(directory, environment),
                        environment,
                        directory,
                        wantColour -> Terminals.ofProcess(environment, wantColour),
                        new EmbeddedServers(),
                        new SystemEditor(environment),
                        TeamSchema::check,
                        Pause.real(),
                        InstantSource.system(),
                        new ProcessInterruptions(),
                        () -> UUID.randomUUID().toString()))
                .run(args);
    }

    /** The launcher says where it lies; it may not be on the path. */
    static String program(Path directory, Environment environment) {
        String home = System.getProperty("cairn.home");
        if (home == null) {
            return "cairn";
        }
        Path launcher = Path.of(home, "cairn").toAbsolutePath().normalize();
        boolean onPath = Arrays.stream(environment.get("PATH").orElse("").split(":"))
                .anyMatch(folder ->
                        !folder.isEmpty() && Path.of(folder, "cairn").toFile().canExecute());
        if (onPath) {
            return "cairn";
        }
        return directory.equals(launcher.getParent()) ? "./cairn" : launcher.toString();
    }

    /** @return the exit code, see {@link ExitCode} */
    public int run(String... args) {
        GlobalOptions options = new GlobalOptions();
        Context context = new Context(surroundings, options);
        Errors errors = new Errors(surroundings, context, options);
        CommandLine commandLine = new CommandLine(new CairnCommand(options), new Commands(context))
                // A task may begin with @: it is for the command to read, not for the parser.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(80)
                .setExecutionExceptionHandler(errors)
                .setParameterExceptionHandler(errors)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(writer(() -> context.terminal().out()))
                .setErr(writer(() -> context.terminal().err()));
        commandLine.setExecutionStrategy(parsed -> {
            int exit = new CommandLine.RunLast().execute(parsed);
            return result(parsed) instanceof ExitCode code ? code.code() : exit;
        });
        return commandLine.execute(args);
    }

    private static @Nullable Object result(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.commandSpec().commandLine().getExecutionResult();
    }

    /** The parser wants its streams before the options are known that the terminal depends on. */
    private static PrintWriter writer(Supplier<Screen> screen) {
        return new PrintWriter(
                new Writer() {
                    @Override
                    public void write(char[] text, int offset, int length) {
                        screen.get().stream().print(new String(text, offset, length));
                    }

                    @Override
                    public void flush() {
                        screen.get().stream().flush();
                    }

                    @Override
                    public void close() {
                        flush();
                    }
                },
                true);
    }
}
