package dev.cairn.functions.api.page;

import dev.cairn.core.request.RequestType;
import java.util.List;

/** How a kind of request is put to a person: what stands above, and one form for each decision. */
record Ask(String title, String lead, List<Choice> choices) {
    Ask {
        choices = List.copyOf(choices);
    }

    /**
     * One decision.
     *
     * @param effect what comes of it
     * @param label of the text that goes with it; empty if none does
     * @param field the name of that text
     */
    record Choice(
            String decision,
            String heading,
            String effect,
            String field,
            String label,
            boolean required,
            String weight,
            String button) {}

    private static final Ask PLAN = new Ask(
            "Shall this plan be carried out?",
            "A team of AI agents has made a plan for the task below and waits for your decision.",
            List.of(
                    new Choice(
                            "approve",
                            "Approve",
                            "The team begins to work by this plan.",
                            "",
                            "",
                            false,
                            "first",
                            "Approve the plan"),
                    new Choice(
                            "revise",
                            "Send it back",
                            "The manager makes another plan, and you are asked again.",
                            "feedback",
                            "What is to change",
                            true,
                            "second",
                            "Send the plan back"),
                    new Choice(
                            "reject",
                            "Reject",
                            "The run ends here; nothing of the plan is carried out.",
                            "feedback",
                            "Why (may be left empty)",
                            false,
                            "halt",
                            "Reject the plan")));

    private static final Ask TOOL = new Ask(
            "May this tool be called?",
            "A member of a team of AI agents wants to call a tool that needs your approval.",
            List.of(
                    new Choice(
                            "approve",
                            "Approve",
                            "The tool is called with exactly these arguments.",
                            "",
                            "",
                            false,
                            "first",
                            "Approve the call"),
                    new Choice(
                            "deny",
                            "Deny",
                            "The tool is not called; the team is told so and goes on.",
                            "feedback",
                            "Why (may be left empty)",
                            false,
                            "halt",
                            "Deny the call")));

    private static final Ask QUESTION = new Ask(
            "A question for you",
            "A member of a team of AI agents needs to know something from a person.",
            List.of(new Choice(
                    "answer",
                    "Your answer",
                    "The team goes on with what you write.",
                    "answer",
                    "Answer",
                    true,
                    "first",
                    "Send the answer")));

    private static final Ask FORM = new Ask(
            "An answer is needed",
            "A member of a team of AI agents needs an answer of a certain form from a person.",
            List.of(new Choice(
                    "answer",
                    "Your answer",
                    "It must be JSON that fits the schema above. The team goes on with it.",
                    "answer",
                    "Answer, as JSON",
                    true,
                    "first",
                    "Send the answer")));

    static Ask of(RequestType type) {
        return switch (type.word()) {
            case "plan_review" -> PLAN;
            case "tool_approval" -> TOOL;
            case "question" -> QUESTION;
            default -> FORM;
        };
    }
}
