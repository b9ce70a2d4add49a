package dev.cairn.cli.command;

import dev.cairn.cli.ExitCode;
import dev.cairn.cli.api.Ids;
import dev.cairn.cli.api.Page;
import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.follow.LedgerLine;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.server.Connection;
import dev.cairn.cli.terminal.Box;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "requests", description = "Show what a run asks, or asked, a person.")
public final class RequestsCommand implements Callable<ExitCode> {
    private final Context context;

    @Parameters(paramLabel = "RUN", description = "The run.")
    String runId = "";

    @Option(names = "--open", description = "Only what still waits for an answer.")
    boolean open;

    public RequestsCommand(Context context) {
        this.context = context;
    }

    @Override
    public ExitCode call() {
        Ids.check("RUN", runId);
        try (Connection connection = context.connect()) {
            Page page = connection.api().requests(runId);
            var requests = page.items().stream()
                    .map(RequestView::new)
                    .filter(request -> !open || request.isPending())
                    .toList();
            if (context.json()) {
                context.printJson(
                        new Page(requests.stream().map(RequestView::json).toList(), page.next()).document("requests"));
            } else if (requests.isEmpty()) {
                context.terminal()
                        .err()
                        .line("Run " + runId + (open ? " waits for nobody." : " asked nobody anything."));
            } else {
                requests.forEach(this::show);
            }
        }
        return ExitCode.OK;
    }

    private void show(RequestView request) {
        Screen out = context.terminal().out();
        String status = request.status().toLowerCase(Locale.ROOT);
        out.line(out.style().bold("Request " + request.requestId()) + "  "
                + (request.isPending()
                        ? out.style().yellow(status)
                        : out.style().dim(status)));
        Fields fields = new Fields(out)
                .field("type", request.type().replace('_', ' ') + (request.stalled() ? ", after a stall" : ""))
                .field("decision", request.decision())
                .field(
                        "because",
                        request.json().path("response").path("feedback").asString(""))
                .field("asked", Times.whole(request.json().path("openedAt").asString("")))
                .field("until", request.isPending() ? Times.whole(request.expiresAt()) : "")
                .field("question", request.prompt())
                .field("tool", request.tool());
        if (request.arguments().isContainer()) {
            fields.field("arguments", request.arguments().toString());
        }
        if (request.schema().isObject()) {
            fields.field("schema", request.schema().toString());
        }
        if (request.progressLedger().isObject()) {
            out.line(out.style().dim("ledger        ") + LedgerLine.of(request.progressLedger(), out.style()));
        }
        if (!request.plan().isEmpty()) {
            out.lines(Box.around("Plan", request.plan(), out.width(), out.style()));
        }
        if (request.isPending()) {
            out.line(howTo(request));
        }
        out.line("");
    }

    private String howTo(RequestView request) {
        String word = request.isPlanReview() || request.isToolApproval() ? "approve" : "answer";
        return word.equals("approve")
                ? "Approve with: " + SafeText.line(context.hints().command("approve", runId))
                : "Answer with: " + SafeText.line(context.hints().command("answer", runId, "'your answer'"));
    }
}
