package dev.cairn.core.step;

import dev.cairn.core.run.StopReason;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Team;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Cairn says to models. The words lie in Markdown templates; nothing of a run (ids, times) goes into them. */
final class Prompts {
    private static final Template MANAGER = Template.load("manager");
    private static final Template FACTS = Template.load("facts");
    private static final Template PLAN = Template.load("plan");
    private static final Template FACTS_UPDATE = Template.load("facts_update");
    private static final Template PLAN_UPDATE = Template.load("plan_update");
    private static final Template STALLED = Template.load("occasion_stalled");
    private static final Template REVISED = Template.load("occasion_revised");
    private static final Template TASK_LEDGER = Template.load("task_ledger");
    private static final Template PROGRESS_LEDGER = Template.load("progress_ledger");
    private static final Template LEDGER_MALFORMED = Template.load("ledger_malformed");
    private static final Template LEDGER_UNKNOWN_SPEAKER = Template.load("ledger_unknown_speaker");
    private static final Template ANSWER = Template.load("answer");
    private static final Template PARTIAL_ANSWER = Template.load("partial_answer");
    private static final Template PARTICIPANT = Template.load("participant");

    private static final Pattern LINE_END = Pattern.compile("\\R");

    private Prompts() {}

    static String manager(Team team) {
        return MANAGER.fill(Map.of(
                "team",
                members(team),
                "instructions",
                Objects.requireNonNullElse(team.manager().instructions(), "")));
    }

    static String participant(Participant participant) {
        return PARTICIPANT.fill(Map.of(
                "name", participant.name(),
                "description", participant.description(),
                "instructions", participant.instructions()));
    }

    static String facts() {
        return FACTS.fill(Map.of());
    }

    static String plan(Team team) {
        return PLAN.fill(Map.of("team", members(team)));
    }

    static String stalled() {
        return STALLED.fill(Map.of());
    }

    static String revised(String feedback) {
        return REVISED.fill(Map.of("feedback", quoted(feedback)));
    }

    /** Every line is marked, so that no text can end its own quotation. */
    private static String quoted(String text) {
        return text.lines()
                .flatMap(LINE_END::splitAsStream)
                .map(line -> "> " + line)
                .collect(Collectors.joining("\n"));
    }

    static String factsUpdate(String occasion) {
        return FACTS_UPDATE.fill(Map.of("occasion", occasion));
    }

    static String planUpdate(String occasion, Team team) {
        return PLAN_UPDATE.fill(Map.of("occasion", occasion, "team", members(team)));
    }

    static String taskLedger(String task, Team team, String facts, String plan) {
        return TASK_LEDGER.fill(Map.of("task", task, "team", members(team), "facts", facts, "plan", plan));
    }

    static String progressLedger(String task, Team team) {
        return PROGRESS_LEDGER.fill(Map.of(
                "task", task, "names", names(team), "example", team.names().getFirst()));
    }

    static String ledgerMalformed(String fault) {
        return LEDGER_MALFORMED.fill(Map.of("fault", fault));
    }

    static String ledgerUnknownSpeaker(String speaker, Team team) {
        return LEDGER_UNKNOWN_SPEAKER.fill(Map.of("speaker", speaker, "names", names(team)));
    }

    static String answer(String task) {
        return ANSWER.fill(Map.of("task", task));
    }

    static String partialAnswer(String task, StopReason reason) {
        return PARTIAL_ANSWER.fill(Map.of("task", task, "reason", inWords(reason)));
    }

    private static String inWords(StopReason reason) {
        return switch (reason) {
            case ROUND_LIMIT -> "the agreed number of rounds is used up";
            case RESET_LIMIT -> "the team stalled again after all agreed fresh starts";
            case TOKEN_LIMIT -> "the agreed number of tokens is used up";
            case DEADLINE -> "the deadline has passed";
            case SATISFIED, REJECTED, EXPIRED, CANCELLED, ERROR ->
                throw new IllegalArgumentException("no partial answer is written when a run is " + reason.word());
        };
    }

    private static String members(Team team) {
        return team.participants().stream()
                .map(one -> "- " + one.name() + ": " + one.description())
                .collect(Collectors.joining("\n"));
    }

    private static String names(Team team) {
        return String.join(", ", team.names());
    }
}
