package dev.cairn.core.step;

import dev.cairn.core.event.EventType;
import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.CallRecord;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** What became of a request is written down, and the run goes where that leads. */
final class SettleStep implements Step {
    @Override
    public void take(StepWork work) {
        OpenRequest request = work.before().request();
        if (request == null) {
            throw new IllegalStateException("run " + work.run() + " has no request to settle");
        }
        work.state().request(null);
        switch (work.settlement()) {
            case Settlement.Expired _ -> work.finish(StopReason.EXPIRED);
            case Settlement.Answered answered -> answered(work, request, answered.response());
        }
    }

    private static void answered(StepWork work, OpenRequest request, Response response) {
        long ordinal = record(work, request, response);
        work.event(
                EventType.RESPONSE_RECEIVED,
                Map.of(
                        "requestId",
                        request.requestId().value(),
                        "decision",
                        response.decision().word(),
                        "entry",
                        ordinal));
        switch (response.decision()) {
            case APPROVE -> {
                if (request.planHash() == null) {
                    work.next(StepName.AGENT_TURN);
                } else {
                    approve(work, response);
                }
            }
            case REVISE -> {
                work.state().feedback(ordinal);
                work.next(StepName.REPLAN);
            }
            case REJECT -> work.finish(StopReason.REJECTED);
            case ANSWER -> toolResult(work, request, text(response.answer()));
            case DENY ->
                toolResult(
                        work,
                        request,
                        "A person denied this call. Their reason: "
                                + Objects.requireNonNullElse(response.feedback(), "none given"));
        }
    }

    /** An approved plan stands; an edited one is taken word for word. */
    private static void approve(StepWork work, Response response) {
        if (response.plan() != null) {
            long plan = work.append(
                    Entry.PERSON, Role.USER, EntryKind.PLAN, Audience.manager(), Content.text(response.plan()), null);
            work.state().plan(plan);
        }
        work.state().counters(work.before().counters().reviewed());
        Planning.publish(work);
    }

    private static long record(StepWork work, OpenRequest request, Response response) {
        boolean review = request.planHash() != null;
        return work.append(
                Entry.PERSON,
                Role.USER,
                EntryKind.RESPONSE,
                // An approval of a tool call is for the machine alone; the rest is for the manager to know.
                review || response.answer() != null ? Audience.manager() : Audience.nobody(),
                new Content(words(response), null, request.toolCallId(), Json.toTree(response)),
                new CallRecord(Matching.key(request, work.log()), 0, 0));
    }

    private static String words(Response response) {
        return switch (response.decision()) {
            case APPROVE -> response.plan() == null ? "Approved." : "Approved with an edited plan.";
            case REVISE -> Objects.requireNonNullElse(response.feedback(), "");
            case REJECT -> "Rejected. " + Objects.requireNonNullElse(response.feedback(), "");
            case ANSWER -> text(response.answer());
            case DENY -> "Denied. " + Objects.requireNonNullElse(response.feedback(), "");
        };
    }

    private static String text(@org.jspecify.annotations.Nullable JsonNode answer) {
        if (answer == null) {
            return "";
        }
        return answer.isString() ? answer.stringValue() : Json.text(answer);
    }

    private static void toolResult(StepWork work, OpenRequest request, String text) {
        ToolCall call = Matching.call(request, work.log());
        String speaker =
                Objects.requireNonNull(work.before().turn(), "turn is null").speaker();
        long ordinal = work.append(
                speaker,
                Role.TOOL,
                EntryKind.TOOL_RESULT,
                new Audience.Private(speaker),
                Content.toolResult(call.id(), text),
                new CallRecord(Digest.hex("person\n" + Matching.key(request, work.log())), 0, 0));
        work.event(EventType.TOOL_RESULT, Map.of("entry", ordinal, "tool", call.name(), "failed", false));
        work.next(StepName.AGENT_TURN);
    }
}
