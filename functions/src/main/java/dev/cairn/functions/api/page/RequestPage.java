package dev.cairn.functions.api.page;

import static dev.cairn.functions.api.page.Html.text;

import dev.cairn.core.error.Fault;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.RequestType;
import dev.cairn.functions.api.http.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The page on which a request is read and answered.
 *
 * @param request as the API shows it
 * @param asked the hash of what is asked, which the form sends back
 * @param rehearsal whether a script plays any of the team's models, which is always said
 */
public record RequestPage(JsonNode request, String asked, String task, String team, String runId, boolean rehearsal) {
    private static final PageTemplate REQUEST = PageTemplate.load("request");
    private static final PageTemplate QUOTED = PageTemplate.load("quoted");
    private static final PageTemplate FORM = PageTemplate.load("form");
    private static final PageTemplate FIELD = PageTemplate.load("field");
    private static final String REHEARSED =
            " This is a rehearsal: what the team says comes from a script and not from a model.";
    private static final PageTemplate FAULTS = PageTemplate.load("faults");

    /** The page as it is first opened. */
    public Reply open() {
        return show(200, Map.of(), List.of());
    }

    /**
     * The page again, with what was sent and why it was not taken.
     *
     * @param sent the form's fields
     */
    public Reply again(int status, Map<String, String> sent, List<Fault> faults) {
        return show(status, sent, faults);
    }

    private Reply show(int status, Map<String, String> sent, List<Fault> faults) {
        Ask ask = Ask.of(new RequestType(request.path("type").asString()));
        Instant opened = Instant.parse(request.path("openedAt").asString());
        Instant expires = Instant.parse(request.path("expiresAt").asString());
        return Page.asking(
                status,
                ask.title(),
                REQUEST.fill(Map.ofEntries(
                        Map.entry("faults", faults(faults)),
                        Map.entry("lead", text(ask.lead() + (rehearsal ? REHEARSED : ""))),
                        Map.entry("run", text(runId)),
                        Map.entry("team", text(team)),
                        Map.entry("opened", text(opened.toString())),
                        Map.entry("openedShown", text(Times.shown(opened))),
                        Map.entry("expires", text(expires.toString())),
                        Map.entry("expiresShown", text(Times.shown(expires))),
                        Map.entry("task", text(task)),
                        Map.entry("asked", quotes()),
                        Map.entry(
                                "forms",
                                Html.join(ask.choices().stream()
                                        .map(choice -> form(choice, sent))
                                        .toList())))));
    }

    private static Html faults(List<Fault> faults) {
        return faults.isEmpty()
                ? Html.NONE
                : FAULTS.fill(Map.of(
                        "faults",
                        Html.join(faults.stream()
                                .map(fault -> Html.ours(
                                        "<li>" + text(fault.toString()).markup() + "</li>"))
                                .toList())));
    }

    private Html quotes() {
        List<Html> quotes = new ArrayList<>();
        JsonNode stall = request.at("/progressLedger/is_progress_being_made/reason");
        if (request.path("stalled").asBoolean(false)) {
            quotes.add(quote(
                    "stall",
                    "Why there is a new plan",
                    "The team made no progress by the plan before. The manager gave this reason:",
                    "words",
                    stall.asString("none that can be read")));
        }
        if (request.path("plan").isString()) {
            quotes.add(quote("plan", "The plan", "Written by the manager's model.", "words", of("plan")));
        }
        if (request.path("prompt").isString()) {
            quotes.add(quote(
                    "prompt",
                    "What is asked",
                    "Asked by " + of("participant") + ", whose words are a model's.",
                    "words",
                    of("prompt")));
        }
        if (request.path("tool").isString()) {
            quotes.add(quote(
                    "call",
                    "The call",
                    "The tool " + of("tool") + ", with these arguments, chosen by a model:",
                    "code",
                    pretty("arguments")));
        }
        if (request.path("schema").isObject()) {
            quotes.add(quote("schema", "The schema", "What the answer must fit.", "code", pretty("schema")));
        }
        return Html.join(quotes);
    }

    private static Html quote(String id, String heading, String source, String kind, String words) {
        return QUOTED.fill(Map.of(
                "id",
                text(id),
                "heading",
                text(heading),
                "source",
                text(source),
                "kind",
                text(kind),
                "words",
                text(words)));
    }

    private Html form(Ask.Choice choice, Map<String, String> sent) {
        boolean chosen = choice.decision().equals(sent.get("decision"));
        Html field = choice.field().isEmpty()
                ? Html.NONE
                : FIELD.fill(Map.of(
                        "id",
                        text(choice.decision() + "-" + choice.field()),
                        "name",
                        text(choice.field()),
                        "label",
                        text(choice.label()),
                        "required",
                        Html.ours(choice.required() ? " required" : ""),
                        "words",
                        Html.exactly(chosen ? sent.getOrDefault(choice.field(), "") : "")));
        return FORM.fill(Map.of(
                "id",
                text(choice.decision()),
                "heading",
                text(choice.heading()),
                "effect",
                text(choice.effect()),
                "hash",
                text(asked),
                "decision",
                text(choice.decision()),
                "field",
                field,
                "weight",
                text(choice.weight()),
                "button",
                text(choice.button())));
    }

    private String of(String field) {
        return request.path(field).asString("a participant");
    }

    private String pretty(String field) {
        return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(request.path(field));
    }
}
