package dev.cairn.functions.api.route;

import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.functions.api.body.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a person answers, as a body states it. Which of it goes with which request, the core knows. */
final class ResponseReader {
    private ResponseReader() {}

    /** Null, with a fault, if it has no decision. */
    static @Nullable Response read(Fields fields) {
        DecisionKind decision = fields.choice("decision", DecisionKind.class);
        if (decision == null && fields.node("decision") == null) {
            fields.faults().add(fields.path("decision"), "must be given: one of approve, revise, reject, answer, deny");
        }
        String feedback = fields.text("feedback");
        String plan = fields.text("plan");
        JsonNode answer = fields.node("answer");
        Fields arguments = fields.object("arguments");
        JsonNode edited = arguments == null ? null : fields.node("arguments");
        return decision == null ? null : new Response(decision, feedback, plan, answer, edited);
    }
}
