package dev.cairn.core.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.cairn.core.error.InvalidInputException;
import java.util.Set;

/** What kind of thing a person is asked: one of the built-in three, or a team's own name for it. */
public record RequestType(@JsonValue String word) {
    public static final RequestType PLAN_REVIEW = new RequestType("plan_review");
    public static final RequestType QUESTION = new RequestType("question");
    public static final RequestType TOOL_APPROVAL = new RequestType("tool_approval");

    @JsonCreator
    public RequestType {
        if (!word.matches("[a-z][a-z0-9_]{0,63}")) {
            throw new InvalidInputException(
                    "requestType", "must be lower-case letters, digits and '_', at most 64, was \"" + word + "\"");
        }
    }

    /** The decisions that answer a request of this type. */
    public Set<DecisionKind> allowed() {
        return switch (word) {
            case "plan_review" -> Set.of(DecisionKind.APPROVE, DecisionKind.REVISE, DecisionKind.REJECT);
            case "tool_approval" -> Set.of(DecisionKind.APPROVE, DecisionKind.DENY);
            default -> Set.of(DecisionKind.ANSWER);
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
