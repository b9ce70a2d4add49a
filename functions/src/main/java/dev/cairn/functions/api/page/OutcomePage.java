package dev.cairn.functions.api.page;

import static dev.cairn.functions.api.page.Html.text;

import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.RequestType;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages that say what was done, what stands already, or why nothing was. */
public final class OutcomePage {
    private static final PageTemplate OUTCOME = PageTemplate.load("outcome");
    private static final Html CLOSE = quiet("You can close this page.");

    private OutcomePage() {}

    /** The decision is on record. */
    public static Reply recorded(RequestRecord request, DecisionKind decision) {
        return page(
                200,
                "Recorded",
                "Your decision is recorded: " + done(request.request().type(), decision) + ". "
                        + (decision == DecisionKind.REJECT ? "The run ends." : "The run goes on."),
                CLOSE);
    }

    /** Somebody was first. Of the request only the decision, who made it and when are told. */
    public static Reply answered(RequestRecord request, String me) {
        DecisionKind decision = request.decision();
        String who = me.equals(request.settledBy()) ? "with this link" : "by " + request.settledBy();
        return page(
                409,
                "Decided already",
                (decision == null
                                ? "This was decided "
                                : capital(done(request.request().type(), decision)) + " ") + who
                        + at(request.settledAt()) + ". That decision stands.",
                quiet("If you are asked again, you get another link."));
    }

    /** What is asked now is not what the link or the form was made for. */
    public static Reply overtaken() {
        return page(
                409,
                "Something else is asked now",
                "What you read is not what stands now, so nothing was recorded. Open the newest link that you were"
                        + " given.",
                Html.NONE);
    }

    /** The run does not wait, though the request is open. */
    public static Reply notWaiting(String status) {
        return page(
                409,
                "The run does not wait",
                "The run is " + status + " and takes no answer now, so nothing was recorded. Once it is resumed, this"
                        + " link can be used.",
                Html.NONE);
    }

    public static Reply cancelled() {
        return page(409, "Cancelled", "The run was cancelled, so there is nothing to decide.", CLOSE);
    }

    public static Reply expired(Instant at) {
        return page(
                410,
                "Too late",
                "The time to answer ended on " + Times.shown(at) + ". Nothing was recorded.",
                quiet("If you are asked again, you get another link."));
    }

    /** Any refusal. What is not found looks the same whatever is missing. */
    public static Reply refused(Problem problem) {
        Reply page = page(
                problem.kind().status(),
                switch (problem.kind()) {
                    case INVALID, TOO_LARGE, MEDIA_TYPE -> "This was not understood";
                    case FORBIDDEN -> "Not sent from this page";
                    case NOT_FOUND -> "There is nothing here";
                    case METHOD -> "Not like this";
                    case CONFLICT -> "This cannot be done now";
                    case BROKEN, BROKEN_INDEX, NEWER_FORMAT -> "This cannot be shown";
                    case GONE -> "Too late";
                    case INTERNAL, UNAVAILABLE -> "Something went wrong here";
                },
                switch (problem.kind()) {
                    case NOT_FOUND ->
                        "This link leads nowhere: it was not copied whole, or what it was for is gone. Open it again from"
                                + " where you got it.";
                    case BROKEN, NEWER_FORMAT ->
                        "What this request is about cannot be read at the moment. Nothing was recorded, and those who"
                                + " run this installation find the reason in its log.";
                    case BROKEN_INDEX ->
                        "A record of this run cannot be read. Whether your decision was recorded is not known; those who"
                                + " run this installation find the reason in its log.";
                    case UNAVAILABLE ->
                        "A store does not answer. Whether your decision was recorded is not known: open the link again"
                                + " to see.";
                    case INVALID, FORBIDDEN, METHOD, CONFLICT, GONE, TOO_LARGE, MEDIA_TYPE, INTERNAL ->
                        problem.detail();
                },
                Html.join(problem.errors().stream()
                        .filter(fault -> !problem.detail().equals(fault.detail()))
                        .map(fault -> quiet(fault.toString()))
                        .toList()));
        Reply whole = page;
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            whole = whole.with(header.getKey(), header.getValue());
        }
        return whole;
    }

    private static Reply page(int status, String title, String words, Html more) {
        return Page.telling(status, title, OUTCOME.fill(Map.of("words", text(words), "more", more)));
    }

    private static Html quiet(String words) {
        return Html.join(List.of(Html.ours("<p class=\"quiet\">"), text(words), Html.ours("</p>")));
    }

    private static String at(@Nullable Instant settled) {
        return settled == null ? "" : " on " + Times.shown(settled);
    }

    private static String done(RequestType type, DecisionKind decision) {
        String what = switch (type.word()) {
            case "plan_review" -> "the plan was ";
            case "tool_approval" -> "the call was ";
            default -> "the question was ";
        };
        return what
                + switch (decision) {
                    case APPROVE -> "approved";
                    case REVISE -> "sent back";
                    case REJECT -> "rejected";
                    case ANSWER -> "answered";
                    case DENY -> "denied";
                };
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
