package dev.cairn.cli.follow;

import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.terminal.Markdown;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Style;
import dev.cairn.cli.terminal.Terminal;
import dev.cairn.core.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a run stands, for a person: the answer alone on the answer's stream, everything about it on the other. A run that
 * waits has no answer, so what to do about it is the answer.
 */
public final class HumanReport implements Report {
    private final Screen out;
    private final Screen err;
    private final Hints hints;

    public HumanReport(Terminal terminal, Hints hints) {
        this.out = terminal.out();
        this.err = terminal.err();
        this.hints = hints;
    }

    @Override
    public void finished(RunView run) {
        run.broken().forEach(line -> err.line(err.style().yellow("! " + line)));
        if (run.is(RunStatus.WAITING)) {
            waiting(run);
            return;
        }
        if (run.is(RunStatus.RUNNING)) {
            out.line("Run " + run.runId() + " is running.");
            return;
        }
        if (!run.answer().isEmpty()) {
            answer(run);
        }
        err.line("");
        err.line(headline(run));
        err.line("  " + err.style().dim(summary(run)));
        if (run.is(RunStatus.FAILED)) {
            err.line("  " + "It goes on from its last checkpoint with: " + hints.command("resume", run.runId()));
        }
    }

    private void answer(RunView run) {
        String title = run.is(RunStatus.SUCCEEDED) ? "Answer" : "Best partial answer";
        err.line("");
        err.line(err.style().bold(title)
                + (run.isRehearsal() ? err.style().dim("  (a rehearsal: scripted, not a model's work)") : ""));
        err.line("");
        if (out.terminal()) {
            Markdown markdown = new Markdown(out, 0);
            markdown.feed(run.answer());
            markdown.finish();
        } else {
            out.line(SafeText.of(run.answer()).stripTrailing());
        }
    }

    private String headline(RunView run) {
        Style style = err.style();
        String id = run.runId();
        if (run.is(RunStatus.SUCCEEDED)) {
            return style.green(style.glyphs().yes() + " Run " + id + " succeeded");
        }
        if (run.is(RunStatus.FAILED)) {
            String why = run.error().isBlank() ? "" : ": " + SafeText.line(run.error());
            return style.red(style.glyphs().no() + " Run " + id + " failed" + why);
        }
        String reason = run.stopReason().isEmpty()
                ? ""
                : " (" + SafeText.line(run.stopReason().replace('_', ' ')) + ")";
        return style.yellow(style.glyphs().no() + " Run " + id + " "
                + SafeText.line(run.statusWord().toLowerCase(Locale.ROOT)) + reason);
    }

    private String summary(RunView run) {
        List<String> parts = new ArrayList<>();
        parts.add(Amounts.count(run.json().path("counters").path("rounds").asLong(0), "round"));
        parts.add(Amounts.count(run.json().path("usage").path("modelCalls").asLong(0), "model call"));
        long tokens = run.json().path("usage").path("inputTokens").asLong(0)
                + run.json().path("usage").path("outputTokens").asLong(0);
        parts.add(Amounts.count(tokens, "token"));
        parts.add(Amounts.count(run.headSeq() + 1, "checkpoint"));
        long bytes = run.json().path("storage").path("bytes").asLong(0);
        if (bytes > 0) {
            parts.add(Amounts.bytes(bytes) + " stored");
        }
        return String.join(" " + err.glyphs().between() + " ", parts);
    }

    private void waiting(RunView run) {
        String id = run.runId();
        String type = run.pendingRequest().map(RequestView::type).orElse("");
        out.line("Run " + id + " waits for "
                + switch (type) {
                    case "plan_review" -> "the approval of its plan.";
                    case "tool_approval" -> "the approval of a tool call.";
                    case "question" -> "an answer.";
                    case "" -> "a person.";
                    default -> "an answer (" + SafeText.line(type) + ").";
                });
        switch (type) {
            case "plan_review" -> {
                line("approve", hints.command("approve", id));
                line("change", hints.command("revise", id, "'what should be different'"));
                line("reject", hints.command("reject", id));
            }
            case "tool_approval" -> {
                line("approve", hints.command("approve", id));
                line("deny", hints.command("reject", id, "'why'"));
            }
            default -> line("answer", hints.command("answer", id, "'your answer'"));
        }
        line("read", hints.command("requests", id));
        run.pendingRequest()
                .map(RequestView::expiresAt)
                .filter(at -> !at.isEmpty())
                .ifPresent(at -> line("until", SafeText.line(Times.whole(at))));
    }

    private void line(String what, String how) {
        out.line("  " + out.style().dim(String.format("%-8s", what)) + " " + how);
    }
}
