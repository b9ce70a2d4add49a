package dev.cairn.cli.decide;

import static java.util.Objects.requireNonNull;

import dev.cairn.cli.api.CairnApi;
import dev.cairn.core.request.DecisionKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person decided, before it is sent. */
public record Decision(
        DecisionKind kind,
        @Nullable String feedback,
        @Nullable String plan,
        @Nullable JsonNode answer,
        @Nullable JsonNode arguments) {
    public Decision {
        requireNonNull(kind, "kind is null");
    }

    public static Decision approve() {
        return new Decision(DecisionKind.APPROVE, null, null, null, null);
    }

    public static Decision approvePlan(String plan) {
        return new Decision(DecisionKind.APPROVE, null, plan, null, null);
    }

    public static Decision approveArguments(JsonNode arguments) {
        return new Decision(DecisionKind.APPROVE, null, null, null, arguments);
    }

    public static Decision revise(String feedback) {
        return new Decision(DecisionKind.REVISE, feedback, null, null, null);
    }

    public static Decision reject(@Nullable String reason) {
        return new Decision(DecisionKind.REJECT, reason, null, null, null);
    }

    public static Decision deny(@Nullable String reason) {
        return new Decision(DecisionKind.DENY, reason, null, null, null);
    }

    public static Decision answer(JsonNode answer) {
        return new Decision(DecisionKind.ANSWER, null, null, answer, null);
    }

    /** @param planHash of the plan that the person saw; empty for requests without a plan */
    public ObjectNode body(String planHash) {
        ObjectNode body = CairnApi.object().put("decision", kind.word());
        if (feedback != null) {
            body.put("feedback", feedback);
        }
        if (plan != null) {
            body.put("plan", plan);
        }
        if (!planHash.isEmpty()) {
            body.put("planHash", planHash);
        }
        if (answer != null) {
            body.set("answer", answer);
        }
        if (arguments != null) {
            body.set("arguments", arguments);
        }
        return body;
    }
}
