package dev.cairn.core.lifecycle;

import dev.cairn.core.error.Fault;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.request.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which fields go with which decision. */
final class ResponseFields {
    private static final int MAX_TEXT_BYTES = 64 * 1024;

    private ResponseFields() {}

    static List<Fault> faults(RequestType type, Response response) {
        List<Fault> faults = new ArrayList<>();
        DecisionKind decision = response.decision();
        text(faults, "feedback", response.feedback());
        text(faults, "plan", response.plan());
        if (decision == DecisionKind.REVISE && response.feedback() == null) {
            faults.add(new Fault("feedback", "must say what to change when the decision is revise"));
        }
        if (decision == DecisionKind.ANSWER && response.answer() == null) {
            faults.add(new Fault("answer", "must be given when the decision is answer"));
        }
        if (decision == DecisionKind.ANSWER
                && type.equals(RequestType.QUESTION)
                && response.answer() != null
                && (!response.answer().isString()
                        || response.answer().stringValue().isBlank())) {
            faults.add(new Fault("answer", "must be a text that is not empty for a question"));
        }
        boolean planApproval = decision == DecisionKind.APPROVE && type.equals(RequestType.PLAN_REVIEW);
        if (response.plan() != null && !planApproval) {
            faults.add(new Fault("plan", "goes only with approve of a plan_review"));
        }
        boolean toolApproval = decision == DecisionKind.APPROVE && type.equals(RequestType.TOOL_APPROVAL);
        if (response.arguments() != null && !toolApproval) {
            faults.add(new Fault("arguments", "go only with approve of a tool_approval"));
        }
        if (response.answer() != null && decision != DecisionKind.ANSWER) {
            faults.add(new Fault("answer", "goes only with the decision answer"));
        }
        return faults;
    }

    private static void text(List<Fault> faults, String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.isBlank()) {
            faults.add(new Fault(field, "must not be empty"));
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_TEXT_BYTES) {
            faults.add(new Fault(field, "must be at most " + MAX_TEXT_BYTES + " bytes in UTF-8, has " + bytes));
        }
    }
}
