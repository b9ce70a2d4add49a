package dev.cairn.functions.api.view;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.Turn;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.step.Machine;
import dev.cairn.core.step.RequestSchema;
import dev.cairn.core.team.TeamText;
import dev.cairn.core.team.Tool;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests as they are shown: what is asked, drawn from the checkpoint that asked, and what became of it. */
public final class RequestViews {
    /** Under which of these a tool's arguments hold the question in words. */
    private static final String[] QUESTIONS = {"question", "prompt", "message"};

    private final Machine machine;

    public RequestViews(Machine machine) {
        this.machine = machine;
    }

    /** @throws dev.cairn.core.error.BrokenObjectException if what it is about cannot be read */
    public ObjectNode of(RequestRecord record) {
        RunKey run = new RunKey(record.tenant(), record.runId());
        ObjectNode tree = asked(Reader.of(machine.checkpoints(), run, record.checkpointId()), record.request());
        tree.put("status", record.status().name());
        tree.set("response", response(run, record));
        return tree;
    }

    private JsonNode response(RunKey run, RequestRecord record) {
        String hash = record.responseHash();
        if (hash == null) {
            return Json.mapper().nullNode();
        }
        Response given = machine.responses().get(run, hash).response();
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("decision", given.decision().word());
        tree.put("feedback", given.feedback());
        tree.put("plan", given.plan());
        tree.set("answer", orNull(given.answer()));
        tree.set("arguments", orNull(given.arguments()));
        tree.put("at", String.valueOf(record.settledAt()));
        tree.put("by", record.settledBy());
        return tree;
    }

    /** What is asked, which never changes. */
    ObjectNode asked(Reader opened, OpenRequest request) {
        ObjectNode tree = Json.mapper().createObjectNode();
        tree.put("requestId", request.requestId().value());
        tree.put("checkpointId", opened.record().checkpointId().value());
        tree.put("type", request.type().word());
        tree.put("stalled", request.stalled());
        tree.put("plan", opened.log().text(request.planOrdinal()));
        tree.put("planHash", request.planHash());
        tree.set("progressLedger", orNull(Ledgers.of(opened.log(), request.ledgerOrdinal())));
        call(tree, opened, request);
        tree.put("openedAt", request.openedAt().toString());
        tree.put("expiresAt", request.expiresAt().toString());
        return tree;
    }

    private static void call(ObjectNode tree, Reader opened, OpenRequest request) {
        if (request.callOrdinal() == null) {
            for (String none : new String[] {"participant", "schema", "prompt", "tool", "arguments"}) {
                tree.putNull(none);
            }
            return;
        }
        Checkpoint whole = opened.whole();
        ToolCall call = RequestSchema.call(whole, request).orElseThrow();
        Turn turn = whole.state().turn();
        String speaker = turn == null ? null : turn.speaker();
        tree.put("participant", speaker);
        tree.set("schema", orNull(RequestSchema.of(whole, request).orElse(null)));
        tree.put("prompt", prompt(whole, request, call, speaker));
        tree.put("tool", call.name());
        tree.set("arguments", call.arguments());
    }

    private static String prompt(Checkpoint opened, OpenRequest request, ToolCall call, @Nullable String speaker) {
        Optional<Tool> tool = speaker == null
                ? Optional.empty()
                : TeamText.read(opened.log().text(opened.state().team()))
                        .participant(speaker)
                        .tool(call.name());
        String purpose = tool.map(Tool::description).orElse("");
        String who = speaker == null ? "A participant" : speaker;
        if (request.type().equals(RequestType.TOOL_APPROVAL)) {
            return who + " wants to call " + call.name() + (purpose.isBlank() ? "." : ": " + purpose);
        }
        for (String field : QUESTIONS) {
            JsonNode question = call.arguments().path(field);
            if (question.isString() && !question.stringValue().isBlank()) {
                return question.stringValue();
            }
        }
        return purpose.isBlank() ? who + " asks for " + request.type() + "." : purpose;
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? Json.mapper().nullNode() : value;
    }
}
