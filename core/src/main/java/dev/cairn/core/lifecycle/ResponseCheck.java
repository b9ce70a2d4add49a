package dev.cairn.core.lifecycle;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.port.SchemaCheck;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.step.RequestSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Whether a response fits its request. */
final class ResponseCheck {
    private final CheckpointStore checkpoints;
    private final SchemaCheck schemas;

    ResponseCheck(CheckpointStore checkpoints, SchemaCheck schemas) {
        this.checkpoints = checkpoints;
        this.schemas = schemas;
    }

    void check(RunKey key, RequestRecord request, Response response, @Nullable String planHash) {
        String stands = request.request().planHash();
        if (planHash != null && !planHash.equals(stands)) {
            throw new ConflictException("Another plan stands now: its planHash is "
                    + (stands == null ? "absent" : stands) + ". Read it again before you decide.");
        }
        Checkpoint opened = checkpoints.load(key, checkpoints.record(key, request.checkpointId()));
        List<Fault> faults = faults(request.request().type(), response, opened, request.request());
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
        requireReviewLeft(response, opened.state());
    }

    /** Everything about the response that does not fit the request. */
    List<Fault> faults(RequestType type, Response response, Checkpoint opened, OpenRequest request) {
        if (!type.allowed().contains(response.decision())) {
            return List.of(new Fault(
                    "decision",
                    "must be " + words(type) + " for a " + type + ", was "
                            + response.decision().word()));
        }
        List<Fault> faults = new ArrayList<>(ResponseFields.faults(type, response));
        JsonNode answer = response.answer();
        if (answer != null) {
            RequestSchema.of(opened, request)
                    .ifPresent(schema -> faults.addAll(schemas.check(schema, answer, "answer")));
        }
        return faults;
    }

    static void requireReviewLeft(Response response, State opened) {
        int reviews = opened.counters().reviews();
        if (response.decision() == DecisionKind.REVISE && reviews >= Responding.MAX_REVIEWS) {
            throw new ConflictException("This plan was sent back " + reviews + " times, which is the most;"
                    + " approve it, approve it with your own plan, or reject it.");
        }
    }

    private static String words(RequestType type) {
        return type.allowed().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
