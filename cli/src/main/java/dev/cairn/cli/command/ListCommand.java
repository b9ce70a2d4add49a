package dev.cairn.cli.command;

import dev.cairn.cli.CliException;
import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.server.Connection;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Table;
import dev.cairn.core.run.RunStatus;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

@Command(name = "list", aliases = "ls", description = "List runs, newest first.")
public final class ListCommand implements Callable<ExitCode> {
    private final Context context;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only runs that are running, waiting, succeeded, stopped, failed or cancelled.")
    @Nullable
    String status;

    @Option(names = "--label", paramLabel = "K=V", description = "Only runs with this label; may be repeated.")
    Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most N runs (default: 20).")
    int limit = 20;

    public ListCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        LimitOptions.atLeast("--limit", (long) limit, 1);
        String wanted = status == null ? null : status(status);
        Optional<Connection> connection = context.connectIfAny();
        if (connection.isEmpty()) {
            show(new Page(List.of(), null));
            return ExitCode.OK;
        }
        try (Connection open = connection.get()) {
            show(open.api().runs(wanted, labels, limit));
        }
        return ExitCode.OK;
    }

    private static String status(String given) {
        String word = given.toUpperCase(Locale.ROOT);
        if (Arrays.stream(RunStatus.values()).noneMatch(one -> one.name().equals(word))) {
            throw CliException.usage(
                    "--status",
                    "must be running, waiting, succeeded, stopped, failed or cancelled, was \"" + given + "\"");
        }
        return word;
    }

    private void show(Page page) {
        if (context.json()) {
            context.printJson(page.document("runs"));
            return;
        }
        Screen out = context.terminal().out();
        page.unreadable()
                .forEach(run -> context.terminal()
                        .err()
                        .line("! Run " + SafeText.line(run.path("runId").asString("")) + ": "
                                + SafeText.line(run.path("detail").asString("cannot be read"))));
        if (page.items().isEmpty()) {
            context.terminal().err().line("No runs.");
            return;
        }
        Table table = new Table("run", "status", "rounds", "updated", "task")
                .whole(0)
                .whole(1)
                .right(2)
                .whole(3)
                .brief(4);
        for (JsonNode item : page.items()) {
            RunView run = new RunView(item);
            table.row(
                    run.runId(),
                    run.statusWord().toLowerCase(Locale.ROOT),
                    item.path("counters").path("rounds").asString(""),
                    Times.brief(item.path("updatedAt").asString("")),
                    run.task());
        }
        out.lines(table.lines(out.width(), out.style()));
        if (page.next() != null) {
            context.terminal().err().line("There are more; see --limit.");
        }
    }
}
