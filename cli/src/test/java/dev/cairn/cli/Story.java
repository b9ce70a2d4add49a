package dev.cairn.cli;

import static dev.cairn.cli.FakeApi.json;

import dev.cairn.cli.FakeApi.Call;
import dev.cairn.cli.FakeApi.Reply;
import dev.cairn.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run on a {@link FakeApi}: it plans, waits for a decision, and ends as the decision has it. */
public final class Story {
    public static final String PLAN = "- researcher: collect the power draw of each model's training\n"
            + "- coder: compute energy and CO2 for 24 hours\n- report in tables";
    public static final String ANSWER =
            "**ResNet-50** is the thriftiest.\n\n| Model | kWh | kg CO2 |\n|---|---:|---:|\n| ResNet-50 | 7.2 | 2.9 |\n"
                    + "| GPT-2 | 9.6 | 3.8 |\n\nAssumed: 400 g/kWh.";

    private final String runId;
    private final List<JsonNode> events = new ArrayList<>();
    private final List<JsonNode> requests = new ArrayList<>();
    private final ObjectNode run;
    private int plans;

    /** Begins a run that waits for the approval of its plan. */
    public Story(FakeApi api, String runId) {
        this.runId = runId;
        this.run = (ObjectNode) json("""
                {'runId': '%s', 'status': 'RUNNING', 'stopReason': null, 'task': 'How much CO2?', 'team': 'rehearsal',
                 'answer': null, 'head': {'seq': 0, 'checkpointId': 'c0'},
                 'counters': {'rounds': 0, 'stalls': 0, 'resets': 0},
                 'usage': {'modelCalls': 2, 'inputTokens': 1200, 'outputTokens': 345},
                 'storage': {'bytes': 20480, 'objects': 9}, 'pendingRequest': null, 'forkedFrom': null,
                 'labels': {'topic': 'energy'}, 'rehearsal': true, 'createdAt': '2026-11-20T10:00:00Z', 'updatedAt': '2026-11-20T10:01:00Z',
                 'expiresAt': null, 'error': null}""".formatted(runId));
        event("run_started", "{'task': 'How much CO2?', 'team': 'rehearsal'}");
        event(
                "plan_created",
                Json.mapper()
                        .createObjectNode()
                        .put("facts", "GIVEN: three models, one machine, 24 hours.")
                        .put("plan", PLAN));
        askForApproval();
        api.on("GET /runs/" + runId, call -> Reply.ok(run()));
        api.on("GET /runs/" + runId + "/events", this::eventsAfter);
        api.on("GET /runs/" + runId + "/requests", call -> Reply.ok(list("requests", requests)));
        api.on("GET /runs/" + runId + "/checkpoints", call -> Reply.ok(checkpoints()));
        for (int i = 1; i < 5; i++) {
            int n = i;
            api.on("POST /runs/" + runId + "/requests/q" + i + "/response", call -> respond("q" + n, call.body()));
        }
    }

    public synchronized ObjectNode run() {
        return run.deepCopy();
    }

    public synchronized ObjectNode editRun() {
        return run;
    }

    public synchronized Story event(String type, String data) {
        return event(type, json(data));
    }

    public synchronized Story event(String type, JsonNode data) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.put("id", "e%04d".formatted(events.size() + 1))
                .put("runId", runId)
                .put("seq", events.size() / 2);
        event.putNull("checkpointId");
        event.put("type", type).put("at", "2026-11-20T10:00:00Z");
        events.add(event.set("data", data));
        return this;
    }

    /** Lets a request of another kind wait in place of the plan's review. */
    public synchronized Story ask(String request) {
        requests.clear();
        ObjectNode open = (ObjectNode) json(request);
        open.put("status", "PENDING");
        requests.add(open);
        run.put("status", "WAITING").set("pendingRequest", open);
        return this;
    }

    /** The whole ending, as a team that had its plan approved gives it. */
    public synchronized Story goOnToTheAnswer() {
        event("progress_ledger", """
                {'round': 1, 'ledger': {'is_request_satisfied': {'reason': '', 'answer': false},
                 'is_in_loop': {'reason': '', 'answer': false}, 'is_progress_being_made': {'reason': '', 'answer': true},
                 'next_speaker': {'reason': '', 'answer': 'coder'},
                 'instruction_or_question': {'reason': '', 'answer': 'Compute.'}}}""");
        event("instruction", "{'entry': 5, 'to': 'coder', 'author': 'manager', 'text': 'Compute the energy.'}");
        event("agent_delta", "{'author': 'coder', 'text': 'The energy is **power** '}");
        event("agent_delta", "{'author': 'coder', 'text': 'times time.'}");
        event("agent_message", "{'author': 'coder', 'text': 'The energy is **power** times time.'}");
        event("checkpoint_created", "{'step': 'AgentTurn', 'next': 'EvaluateProgress'}");
        event("progress_ledger", """
                {'round': 2, 'ledger': {'is_request_satisfied': {'reason': '', 'answer': true},
                 'is_in_loop': {'reason': '', 'answer': false}, 'is_progress_being_made': {'reason': '', 'answer': true},
                 'next_speaker': {'reason': '', 'answer': 'coder'},
                 'instruction_or_question': {'reason': '', 'answer': ''}}}""");
        event("final_answer", Json.mapper().createObjectNode().put("text", ANSWER));
        run.put("status", "SUCCEEDED").put("stopReason", "satisfied").put("answer", ANSWER);
        run.withObject("counters").put("rounds", 2);
        run.withObject("head").put("seq", 6).put("checkpointId", "c6");
        return this;
    }

    private void askForApproval() {
        plans++;
        ObjectNode request = (ObjectNode) json("""
                {'requestId': 'q%d', 'checkpointId': 'c1', 'type': 'plan_review', 'status': 'PENDING', 'stalled': false,
                 'planHash': 'hash%d', 'progressLedger': null, 'schema': null, 'prompt': null, 'tool': null,
                 'arguments': null, 'openedAt': '2026-11-20T10:01:00Z', 'expiresAt': '2026-11-27T10:01:00Z',
                 'response': null}""".formatted(plans, plans));
        request.put("plan", PLAN);
        requests.add(request);
        event("plan_review_requested", "{'requestId': 'q%d', 'stalled': false}".formatted(plans));
        run.put("status", "WAITING").set("pendingRequest", request);
        run.withObject("head").put("seq", 1).put("checkpointId", "c1");
    }

    private synchronized Reply respond(String requestId, JsonNode body) {
        ObjectNode request = (ObjectNode) requests.stream()
                .filter(one -> one.path("requestId").asString().equals(requestId))
                .findFirst()
                .orElse(Json.mapper().createObjectNode());
        if (request.isEmpty()) {
            return Reply.problem(404, "There is no request " + requestId);
        }
        if (!request.path("status").asString().equals("PENDING")) {
            return Reply.problem(409, "Request " + requestId + " was answered already: approve");
        }
        request.put("status", "ANSWERED").set("response", body);
        run.put("status", "RUNNING").putNull("pendingRequest");
        event("response_received", body);
        switch (body.path("decision").asString()) {
            case "reject" -> run.put("status", "STOPPED").put("stopReason", "rejected");
            case "revise" -> {
                event("replanned", Json.mapper().createObjectNode().put("plan", PLAN));
                askForApproval();
            }
            default -> goOnToTheAnswer();
        }
        return new Reply(202, run());
    }

    private synchronized Reply eventsAfter(Call call) {
        String after = call.query().contains("after=") ? call.query().replaceFirst(".*after=(e\\d+).*", "$1") : "";
        List<JsonNode> later = events.stream()
                .filter(event -> event.path("id").asString().compareTo(after) > 0)
                .toList();
        ObjectNode page = list("events", later);
        return Reply.ok(page.put(
                "next", later.isEmpty() ? after : later.getLast().path("id").asString()));
    }

    private ObjectNode checkpoints() {
        ArrayNode newestFirst = Json.mapper().createArrayNode();
        String[] steps = {"Open", "Plan", "AwaitPerson", "EvaluateProgress", "AgentTurn", "EvaluateProgress", "Answer"};
        String[] next = {"Plan", "AwaitPerson", "EvaluateProgress", "AgentTurn", "EvaluateProgress", "Answer", "Close"};
        for (int seq = run().path("head").path("seq").asInt(); seq >= 0; seq--) {
            newestFirst
                    .addObject()
                    .put("checkpointId", "c" + seq)
                    .put("seq", seq)
                    .put("parentId", seq == 0 ? null : "c" + (seq - 1))
                    .put("step", steps[seq])
                    .put("next", next[seq])
                    .put("at", "2026-11-20T10:00:00Z")
                    .put("bytes", 1024 + seq)
                    .put("terminal", seq == 6);
        }
        ObjectNode page = Json.mapper().createObjectNode();
        page.set("checkpoints", newestFirst);
        page.putNull("next");
        return page;
    }

    private static ObjectNode list(String field, List<JsonNode> items) {
        ObjectNode page = Json.mapper().createObjectNode();
        page.putArray(field).addAll(items);
        page.putNull("next");
        return page;
    }
}
