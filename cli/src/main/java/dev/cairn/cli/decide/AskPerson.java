package dev.cairn.cli.decide;

import dev.cairn.cli.api.RequestView;
import dev.cairn.cli.api.RunView;
import dev.cairn.cli.follow.HumanProgress;
import dev.cairn.cli.follow.LedgerLine;
import dev.cairn.cli.terminal.SafeText;
import dev.cairn.cli.terminal.Screen;
import dev.cairn.cli.terminal.Style;
import dev.cairn.cli.terminal.Terminal;
import dev.cairn.core.json.Json;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks the person at the terminal. The end of the input, at any question, leaves the run waiting. */
public final class AskPerson implements Decider {
    private final Terminal terminal;
    private final Screen screen;
    private final Style style;
    private final Editor editor;
    private final HumanProgress shown;

    public AskPerson(Terminal terminal, Editor editor, HumanProgress shown) {
        this.terminal = terminal;
        this.screen = terminal.err();
        this.style = screen.style();
        this.editor = editor;
        this.shown = shown;
    }

    @Override
    public Optional<Decision> decide(RunView run, RequestView request) {
        return request.isPlanReview()
                ? review(request)
                : request.isToolApproval() ? approval(request) : question(request);
    }

    private Optional<Decision> review(RequestView request) {
        if (!shown.hasShown(request.plan())) {
            shown.showPlan("Plan", request.plan());
        }
        if (request.stalled()) {
            screen.line(style.yellow("The team stalled: ") + LedgerLine.of(request.progressLedger(), style));
        }
        while (true) {
            switch (choice("Approve this plan?", "[a]pprove  [e]dit  [r]evise  re[j]ect  [l]eave it waiting")) {
                case "a", "approve", "y", "yes" -> {
                    return Optional.of(Decision.approve());
                }
                case "e", "edit" -> {
                    Optional<Decision> edited = editPlan(request.plan());
                    if (edited.isPresent()) {
                        return edited;
                    }
                }
                case "r", "revise" -> {
                    Optional<String> feedback = text("What should be different? ");
                    if (feedback.isPresent()) {
                        return feedback.map(Decision::revise);
                    }
                }
                case "j", "reject", "n", "no" -> {
                    return terminal.ask("Why? (may be left empty) ")
                            .map(reason -> Decision.reject(reason.isBlank() ? null : reason.strip()));
                }
                case "l", "leave", "q", "quit", END -> {
                    return Optional.empty();
                }
                default -> screen.line("Type one of the letters in brackets, then Enter.");
            }
        }
    }

    private Optional<Decision> editPlan(String plan) {
        String edited = plan;
        while (true) {
            try {
                edited = editor.edit(edited, ".md").strip();
            } catch (EditorException e) {
                screen.line(style.yellow(SafeText.line(String.valueOf(e.getMessage()))));
                return Optional.empty();
            }
            if (edited.isEmpty() || edited.equals(plan.strip())) {
                screen.line(edited.isEmpty() ? "The plan is empty: not taken." : "The plan is as it was.");
                return Optional.empty();
            }
            shown.showPlan("Plan, as edited", edited);
            switch (choice("Approve it like this?", "[y]es  [e]dit again  [b]ack")) {
                case "y", "yes", "a", "approve" -> {
                    return Optional.of(Decision.approvePlan(edited));
                }
                case "e", "edit" -> {
                    continue;
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
    }

    private Optional<Decision> approval(RequestView request) {
        screen.line("");
        screen.line(style.bold("Tool call: " + SafeText.line(request.tool())));
        screen.lines(screen.wrapped(pretty(request.arguments()), 2));
        while (true) {
            switch (choice("May it be called?", "[a]pprove  [e]dit the arguments  [d]eny  [l]eave it waiting")) {
                case "a", "approve", "y", "yes" -> {
                    return Optional.of(Decision.approve());
                }
                case "e", "edit" -> {
                    Optional<JsonNode> edited = editArguments(request.arguments());
                    if (edited.isPresent()) {
                        return edited.map(Decision::approveArguments);
                    }
                }
                case "d", "deny", "n", "no" -> {
                    return terminal.ask("Why? (may be left empty) ")
                            .map(reason -> Decision.deny(reason.isBlank() ? null : reason.strip()));
                }
                case "l", "leave", "q", "quit", END -> {
                    return Optional.empty();
                }
                default -> screen.line("Type one of the letters in brackets, then Enter.");
            }
        }
    }

    private Optional<JsonNode> editArguments(JsonNode arguments) {
        try {
            return Optional.of(Json.tree(editor.edit(pretty(arguments), ".json")));
        } catch (EditorException e) {
            screen.line(style.yellow(SafeText.line(String.valueOf(e.getMessage()))));
        } catch (JacksonException e) {
            screen.line(style.yellow("That is not JSON: " + SafeText.line(Json.fault(e))));
        }
        return Optional.empty();
    }

    private Optional<Decision> question(RequestView request) {
        screen.line("");
        screen.line(style.bold(request.type().equals("question") ? "A question" : SafeText.line(request.type())));
        screen.lines(screen.wrapped(request.prompt(), 2));
        boolean structured = request.schema().isObject();
        if (structured) {
            screen.lines(screen.wrapped("As JSON that fits " + request.schema(), 2));
        }
        while (true) {
            Optional<String> typed = text("Your answer (an empty line leaves it waiting): ");
            if (typed.isEmpty()) {
                return Optional.empty();
            }
            if (!structured) {
                return Optional.of(Decision.answer(Json.toTree(typed.get())));
            }
            try {
                return Optional.of(Decision.answer(Json.tree(typed.get())));
            } catch (JacksonException e) {
                screen.line(style.yellow("That is not JSON: " + SafeText.line(Json.fault(e))));
            }
        }
    }

    /** Stands for the end of the input. */
    private static final String END = "\u0004";

    private String choice(String question, String choices) {
        screen.line("");
        return terminal.ask(style.bold(question) + " " + choices + ": ")
                .map(line -> line.strip().toLowerCase(Locale.ROOT))
                .orElse(END);
    }

    private Optional<String> text(String question) {
        return terminal.ask(question).map(String::strip).filter(line -> !line.isEmpty());
    }

    private static String pretty(JsonNode json) {
        return json.isMissingNode() || json.isNull() ? "{}" : json.toPrettyString();
    }
}
