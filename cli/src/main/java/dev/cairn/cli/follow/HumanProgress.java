package dev.cairn.cli.follow;

import dev.cairn.cli.api.EventView;
import dev.cairn.cli.terminal.Box;
import dev.cairn.cli.terminal.Columns;
import dev.cairn.cli.terminal.Markdown;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Style;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happens, told to a person on the progress stream. */
public final class HumanProgress implements Progress {
    private static final int INDENT = 2;
    private static final int LINES_OF_FACTS = 14;
    private static final int LINES_OF_INSTRUCTION = 6;

    private final Screen screen;
    private final Style style;
    private final Set<String> shownPlans = new HashSet<>();
    private @Nullable Speech speech;
    private long round;

    /** Somebody who speaks right now. */
    private record Speech(String author, StringBuilder said, Markdown markdown) {}

    public HumanProgress(Screen screen) {
        this.screen = screen;
        this.style = screen.style();
    }

    /** Whether the person has had this plan before their eyes. */
    public boolean hasShown(String plan) {
        return shownPlans.contains(plan.strip());
    }

    @Override
    public void event(EventView event) {
        if (event.type().equals("agent_delta")) {
            delta(event);
            return;
        }
        String unreadable = event.word("unreadable");
        if (event.type().equals("agent_message") && unreadable.isEmpty()) {
            message(event);
            return;
        }
        pause();
        if (!unreadable.isEmpty()) {
            warn(readable(event.type()) + ": what was said cannot be read, for the stored object " + unreadable
                    + " is broken");
            return;
        }
        switch (event.type()) {
            case "run_started" -> started(event);
            case "run_forked" -> forked(event);
            case "plan_created" -> plan(event, "Plan");
            case "replanned" -> plan(event, "New plan");
            case "plan_review_requested" ->
                mark(style.glyphs().question(), "The plan waits for approval" + afterStall(event), "");
            case "request_opened" -> request(event);
            case "response_received" -> response(event);
            case "progress_ledger" -> ledger(event);
            case "instruction" -> instruction(event);
            case "tool_call" -> toolCall(event);
            case "tool_result" -> toolResult(event);
            case "notice" -> warn(event.text().isEmpty() ? event.data().toString() : event.text());
            case "stalled" -> warn("Stalled" + stalls(event));
            case "reset" -> mark(style.glyphs().again(), "Reset" + count(event, "resets"), "a new plan follows");
            case "limit_reached" ->
                warn("Limit reached: " + readable(event.word("limit", "stopReason")) + tail(event.text()));
            case "checkpoint_created" -> checkpoint(event);
            case "run_failed" -> screen.line(style.red(style.glyphs().no() + " The run failed") + tail(failure(event)));
            case "checkpoint_quarantined" ->
                warn("A stored object is broken: " + event.word("key") + " " + event.word("what"));
            case "run_cancelled" -> warn("The run was cancelled");
            case "final_answer" -> {
                // The answer itself goes to the other stream, once the run is known to have ended.
            }
            default -> screen.line(style.dim("  " + SafeText.line(event.type())));
        }
    }

    @Override
    public void note(String text) {
        pause();
        warn(text);
    }

    @Override
    public void pause() {
        if (speech != null) {
            speech.markdown().finish();
            speech = null;
        }
    }

    private void started(EventView event) {
        String team = event.data().path("team").isObject()
                ? event.data().path("team").path("name").asString("")
                : event.word("team");
        mark(
                style.glyphs().dot(),
                "Run " + event.json().path("runId").asString(""),
                team.isEmpty() ? "" : "team " + team);
        String task = event.word("task").isEmpty() ? event.text() : event.word("task");
        dim(task, LINES_OF_INSTRUCTION);
    }

    private void forked(EventView event) {
        JsonNode from = event.data().has("forkedFrom") ? event.data().path("forkedFrom") : event.data();
        mark(style.glyphs().dot(), "Run " + event.json().path("runId").asString(""), "");
        dim(
                "a fork of " + from.path("runId").asString("another run") + " at "
                        + from.path("checkpointId").asString("a checkpoint"),
                LINES_OF_INSTRUCTION);
    }

    private void plan(EventView event, String title) {
        String facts = event.word("facts");
        if (!facts.isEmpty()) {
            screen.line("");
            screen.line(style.bold("Facts"));
            dim(facts, LINES_OF_FACTS);
        }
        String plan = event.word("plan").isEmpty() ? event.text() : event.word("plan");
        if (!plan.isEmpty()) {
            screen.line("");
            showPlan(title, plan);
        }
    }

    /** Shows a plan in its frame. */
    public void showPlan(String title, String plan) {
        shownPlans.add(plan.strip());
        screen.lines(Box.around(title, plan, screen.width(), style));
    }

    private static String afterStall(EventView event) {
        return event.data().path("stalled").asBoolean(false) ? " (made anew after a stall)" : "";
    }

    private void request(EventView event) {
        String prompt = event.word("prompt").isEmpty() ? event.text() : event.word("prompt");
        String tool = event.word("tool");
        boolean approval = event.word("requestType", "type").equals("tool_approval");
        String who = event.author();
        if (who.isEmpty()) {
            mark(
                    style.glyphs().question(),
                    approval ? "A tool call waits for approval" : "A question waits for an answer",
                    tool);
        } else {
            mark(style.glyphs().question(), who + (approval ? " wants to call " + tool : " asks"), "");
        }
        if (!prompt.isEmpty()) {
            screen.lines(screen.wrapped(prompt, INDENT));
        }
    }

    private void response(EventView event) {
        String said = event.word("feedback").isEmpty() ? event.text() : event.word("feedback");
        switch (event.word("decision")) {
            case "approve" -> {
                boolean edited = event.data().path("edited").asBoolean(false);
                screen.line(style.green(style.glyphs().yes() + " Approved" + (edited ? ", as edited" : "")));
                return;
            }
            case "revise" -> mark(style.glyphs().again(), "To be revised", "");
            case "reject" -> screen.line(style.yellow(style.glyphs().no() + " Rejected"));
            case "deny" -> screen.line(style.yellow(style.glyphs().no() + " Denied"));
            default -> screen.line(style.green(style.glyphs().yes() + " Answered"));
        }
        dim(said.replaceFirst("^(Rejected|Denied)\\.\\s*", ""), LINES_OF_INSTRUCTION);
    }

    private void ledger(EventView event) {
        long told = event.data().path("round").asLong(0);
        round = told > 0 ? told : round + 1;
        screen.line("");
        screen.line(style.bold("Round " + round) + ": " + LedgerLine.of(event.data(), style));
    }

    private void instruction(EventView event) {
        dim(event.text(), LINES_OF_INSTRUCTION);
    }

    private void delta(EventView event) {
        if (event.author().equals("manager") || event.text().isEmpty()) {
            return;
        }
        Speech current = speech;
        if (current == null || !current.author().equals(event.author())) {
            current = begin(event.author());
        }
        current.said().append(event.text());
        current.markdown().feed(event.text());
    }

    private Speech begin(String author) {
        pause();
        screen.line("");
        screen.line(style.speaker(SafeText.line(author.isEmpty() ? "participant" : author)));
        Speech begun = new Speech(author, new StringBuilder(), new Markdown(screen, INDENT));
        speech = begun;
        return begun;
    }

    /** What was streamed is not said twice; what the stream lost is. */
    private void message(EventView event) {
        String text = event.text();
        Speech current = speech;
        if (current != null && current.author().equals(event.author())) {
            String said = current.said().toString();
            if (text.startsWith(said)) {
                current.markdown().feed(text.substring(said.length()));
                pause();
                return;
            }
        }
        Speech whole = begin(event.author());
        whole.markdown().feed(text);
        pause();
    }

    private void toolCall(EventView event) {
        String who = event.author().isEmpty() ? "A participant" : event.author();
        List<JsonNode> calls = calls(event.data());
        for (JsonNode call : calls) {
            JsonNode arguments = call.path("arguments");
            String given =
                    arguments.isString() ? arguments.asString() : arguments.isMissingNode() ? "" : arguments.toString();
            oneLine(who + " calls " + call.path("name").asString("a tool") + "(" + given + ")");
        }
        if (calls.isEmpty()) {
            String tools = event.data()
                    .path("tools")
                    .valueStream()
                    .map(tool -> tool.asString(""))
                    .collect(Collectors.joining(", "));
            oneLine(who + " calls " + (tools.isEmpty() ? event.word("tool", "name") : tools));
        }
    }

    private static List<JsonNode> calls(JsonNode data) {
        for (JsonNode place :
                List.of(data, data.path("content"), data.path("entry").path("content"))) {
            for (String field : List.of("calls", "toolCalls")) {
                if (place.path(field).isArray()) {
                    return place.path(field).valueStream().toList();
                }
            }
        }
        return List.of();
    }

    private void toolResult(EventView event) {
        String text = event.text().isEmpty() ? event.word("result") : event.text();
        String tool = event.word("tool", "name");
        boolean failed = event.data().path("failed").asBoolean(false);
        oneLine(style.glyphs().arrow() + " " + tool + (failed ? " failed: " : tool.isEmpty() ? "" : ": ") + text);
    }

    private void checkpoint(EventView event) {
        String step = event.word("step");
        screen.line(style.dim("  " + style.glyphs().stone() + " checkpoint " + event.seq()
                + (step.isEmpty() ? "" : " " + style.glyphs().between() + " " + SafeText.line(step))));
    }

    private static String failure(EventView event) {
        return event.word("error").isEmpty() ? event.text() : event.word("error");
    }

    private static String count(EventView event, String field) {
        JsonNode value = event.data().path(field).isNumber()
                ? event.data().path(field)
                : event.data().path("counters").path(field);
        return value.isNumber() ? " (" + value.asString() + ")" : "";
    }

    private static String stalls(EventView event) {
        JsonNode most = event.data().path("maxStalls");
        String stalls = event.data().path("stalls").asString("");
        return stalls.isEmpty()
                ? ""
                : " (" + stalls + (most.isNumber() ? ", " + most.asString("") + " are borne" : "") + ")";
    }

    private static String readable(String word) {
        return SafeText.line(word.replace('_', ' '));
    }

    private static String tail(String text) {
        return text.isBlank() ? "" : ": " + SafeText.line(text);
    }

    private void mark(String sign, String text, String more) {
        screen.line("");
        screen.line(style.cyan(sign) + " " + style.bold(SafeText.line(text))
                + (more.isEmpty() ? "" : style.dim("  " + SafeText.line(more))));
    }

    private void warn(String text) {
        List<String> lines = Columns.wrap(SafeText.of(text).strip(), screen.width() - INDENT);
        for (int i = 0; i < lines.size(); i++) {
            screen.line(style.yellow((i == 0 ? "! " : "  ") + lines.get(i)));
        }
    }

    private void oneLine(String text) {
        screen.line(style.dim("  " + Columns.cut(SafeText.line(text), screen.width() - INDENT, style.glyphs())));
    }

    private void dim(String text, int most) {
        if (text.isBlank()) {
            return;
        }
        List<String> lines = screen.wrapped(text, INDENT);
        lines.stream().limit(most).map(style::dim).forEach(screen::line);
        if (lines.size() > most) {
            screen.line(style.dim("  " + style.glyphs().ellipsis() + " " + (lines.size() - most) + " more lines"));
        }
    }
}
