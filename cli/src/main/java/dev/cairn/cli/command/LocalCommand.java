package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.Interruptions;
import dev.cairn.cli.api.CairnApi;
import dev.cairn.cli.server.HeldException;
import dev.cairn.cli.server.RunningServer;
import dev.cairn.cli.server.ServeOptions;
import dev.cairn.cli.terminal.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "local",
        description = {
            "Serve the API and Step Functions on this machine until stopped.",
            "",
            "Runs whose process died go on. Other commands on the same folder use this server."
        })
public final class LocalCommand implements Callable<ExitCode> {
    private final Context context;

    @Option(names = "--port", paramLabel = "PORT", description = "Of the API; 0 takes a free one (default: 4570).")
    int port = 4570;

    @Option(
            names = "--sfn-port",
            paramLabel = "PORT",
            description = "Of the Step Functions API; 0 takes a free one (default: 4571).")
    int sfnPort = 4571;

    @Option(names = "--no-resume", description = "Leave runs whose process died FAILED, to be resumed by hand.")
    boolean noResume;

    @Option(
            names = "--pace",
            paramLabel = "X",
            description = "How fast rehearsals play: 1 as written, 0 without pauses (default: 1).")
    double pace = 1;

    @Option(
            names = "--print-links",
            description = {
                "Print a link for every request that opens, on the standard error.",
                "Whoever has a link can read and answer that request, until it is answered."
            })
    boolean printLinks;

    public LocalCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        check("--port", port);
        check("--sfn-port", sfnPort);
        if (port != 0 && port == sfnPort) {
            throw CliException.usage("--sfn-port", "must differ from --port, both are " + port);
        }
        Paces.check(pace);
        RunningServer server;
        try {
            ServeOptions options = context.serveOptions(port, sfnPort, !noResume, pace, true);
            server = context.surroundings()
                    .servers()
                    .start(printLinks ? options.telling(context.terminal().err()::line) : options);
        } catch (HeldException e) {
            throw new CliException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
        }
        try (server;
                Interruptions.Registration _ =
                        context.surroundings().interruptions().during(server::close)) {
            ready(server);
            context.surroundings().interruptions().await();
        }
        return ExitCode.OK;
    }

    private static void check(String option, int value) {
        if (value < 0 || value > 65535) {
            throw CliException.usage(option, "must be from 0 (any free one) to 65535, was " + value);
        }
    }

    private void ready(RunningServer server) {
        if (context.json()) {
            context.printJsonLine(CairnApi.object()
                    .put("api", server.api().toString())
                    .put("stepFunctions", server.stepFunctions().toString())
                    .put("data", server.data().toString()));
            return;
        }
        Screen out = context.terminal().out();
        out.line(out.style().bold("Cairn is ready"));
        new Fields(out)
                .field("API", server.api().toString())
                .field("Step Fns", server.stepFunctions().toString())
                .field("data", server.data().toString());
        context.terminal().err().line("Ctrl-C stops it.");
    }
}
