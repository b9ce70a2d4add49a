package dev.cairn.cli.command;

import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.follow.Amounts;
import dev.cairn.cli.follow.Times;
import dev.cairn.cli.terminal.Markdown;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.core.run.RunStatus;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One run on a page. */
final class RunPage {
    private final Context context;
    private final Screen out;

    private final boolean atWork;

    /** @param atWork whether there is a server that a RUNNING run may be at work on */
    RunPage(Context context, boolean atWork) {
        this.context = context;
        this.atWork = atWork;
        this.out = context.terminal().out();
    }

    void show(RunView run) {
        JsonNode json = run.json();
        out.line(out.style().bold("Run " + run.runId()));
        String reason = run.stopReason().replace('_', ' ');
        new Fields(out)
                .field(
                        "status",
                        run.statusWord().toLowerCase(Locale.ROOT) + (reason.isEmpty() ? "" : " (" + reason + ")"))
                .field("error", run.error())
                .field("owner", json.path("owner").asString(""))
                .field("team", run.team() + (run.isRehearsal() ? " (a rehearsal: scripted, not a model's work)" : ""))
                .field("task", run.task())
                .field("head", "checkpoint " + run.headSeq() + "  " + run.headCheckpoint())
                .field("forked from", forkedFrom(json.path("forkedFrom")))
                .field("rounds", counters(json.path("counters")))
                .field("used", used(json.path("usage")))
                .field("stored", stored(json.path("storage")))
                .field("labels", labels(json.path("labels")))
                .field("created", Times.whole(json.path("createdAt").asString("")))
                .field("updated", Times.whole(json.path("updatedAt").asString("")))
                .field("kept", json.path("keep").asBoolean(false) ? "until it is let go" : "")
                .field("kept until", Times.whole(json.path("expiresAt").asString("")))
                .field(
                        "waits for",
                        run.pendingRequest()
                                .map(RequestView::type)
                                .map(type -> type.replace('_', ' '))
                                .orElse(""))
                .field("broken", String.join("; ", run.broken()))
                .field("next", next(run));
        if (!run.answer().isEmpty()) {
            out.line("");
            out.line(out.style().bold(run.is(RunStatus.SUCCEEDED) ? "Answer" : "Best partial answer"));
            out.line("");
            Markdown markdown = new Markdown(out, 0);
            markdown.feed(run.answer());
            markdown.finish();
        }
    }

    private String next(RunView run) {
        String id = run.runId();
        if (run.is(RunStatus.WAITING)) {
            return context.hints().command("requests", id);
        }
        if (run.is(RunStatus.RUNNING) && atWork) {
            return context.hints().command("watch", id);
        }
        return run.is(RunStatus.FAILED) || run.is(RunStatus.RUNNING)
                ? context.hints().command("resume", id)
                : context.hints().command("checkpoints", id);
    }

    static String used(JsonNode usage) {
        return usage.isObject()
                ? Amounts.count(usage.path("modelCalls").asLong(0), "model call") + ", "
                        + Amounts.count(usage.path("inputTokens").asLong(0), "token") + " in, "
                        + Amounts.count(usage.path("outputTokens").asLong(0), "token") + " out"
                : "";
    }

    static String forkedFrom(JsonNode from) {
        return from.isObject()
                ? "run " + from.path("runId").asString("") + " at checkpoint "
                        + from.path("checkpointId").asString("")
                : "";
    }

    static String counters(JsonNode counters) {
        return counters.isMissingNode()
                ? ""
                : counters.path("rounds").asLong(0) + " (stalls "
                        + counters.path("stalls").asLong(0) + ", resets "
                        + counters.path("resets").asLong(0) + ")";
    }

    private static String stored(JsonNode storage) {
        return storage.isObject()
                ? Amounts.bytes(storage.path("bytes").asLong(0)) + " in "
                        + Amounts.count(storage.path("objects").asLong(0), "object")
                : "";
    }

    private static String labels(JsonNode labels) {
        return labels.properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                .collect(Collectors.joining(", "));
    }
}
