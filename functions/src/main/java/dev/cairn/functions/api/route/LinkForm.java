package dev.cairn.functions.api.route;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Json;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.request.Response;
import dev.cairn.functions.api.body.Form;
import dev.cairn.functions.api.http.Request;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the form of a link's page says. */
record LinkForm(Form form) {
    private static final Set<String> FIELDS = Set.of("asked", "decision", "feedback", "answer");

    static LinkForm of(Request request) {
        return new LinkForm(Form.required(request, FIELDS));
    }

    /** The hash of what was read; null if the form does not say. */
    @Nullable
    String asked() {
        return form.text("asked");
    }

    /** @throws InvalidInputException if it says no decision, or an answer that is no JSON where it must be */
    Response response(RequestType type) {
        String feedback = form.text("feedback");
        return new Response(decision(type), feedback, null, answer(type), null);
    }

    private DecisionKind decision(RequestType type) {
        String word = form.text("decision");
        return Arrays.stream(DecisionKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "decision",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        type.allowed().stream()
                                                .map(DecisionKind::word)
                                                .sorted()
                                                .toList())));
    }

    private @Nullable JsonNode answer(RequestType type) {
        String answer = form.text("answer");
        if (answer == null) {
            return null;
        }
        if (type.equals(RequestType.QUESTION)) {
            return Json.mapper().getNodeFactory().stringNode(answer);
        }
        try {
            return Json.received(answer);
        } catch (JacksonException e) {
            throw new InvalidInputException("answer", "must be JSON, and is none: " + Json.fault(e));
        }
    }
}
