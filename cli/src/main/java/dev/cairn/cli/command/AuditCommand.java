package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.server.Connection;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Table;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(name = "audit", description = "Tell who did what to a run; also of one that was deleted.")
public final class AuditCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N (default: all).")
    int limit = Integer.MAX_VALUE;

    public AuditCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        LimitOptions.atLeast("--limit", (long) limit, 1);
        try (Connection connection = context.connect()) {
            Page page = connection.api().audit(runId, limit);
            if (context.json()) {
                context.printJson(page.document("audit"));
                return ExitCode.OK;
            }
            Table table = new Table("at", "who", "from", "did", "to").whole(0);
            // Of what is read again and again the server keeps the first time in an hour, and lists it by its hour.
            page.items().stream()
                    .sorted(Comparator.comparing(item -> item.path("at").asString("")))
                    .forEach(item -> table.row(
                            Times.whole(item.path("at").asString("")),
                            item.path("who").asString(""),
                            item.path("from").asString(""),
                            item.path("what").asString(""),
                            details(item)));
            Screen out = context.terminal().out();
            if (table.isEmpty()) {
                out.line("No audit items are held of run " + runId
                        + ": nobody read, decided or changed anything, or the index was made anew since, and what it"
                        + " held of this is lost.");
            } else {
                out.lines(table.lines(out.width(), out.style()));
            }
        }
        return ExitCode.OK;
    }

    private static String details(JsonNode item) {
        return item.path("details").properties().stream()
                .map(detail -> detail.getKey() + " " + detail.getValue().asString(""))
                .collect(Collectors.joining(", "));
    }
}
