package dev.cairn.functions.api.view;

import dev.cairn.core.event.Event;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.step.Machine;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events as they are shown: the index names entries and requests, here their content stands beside. */
public final class EventViews {
    private final Machine machine;
    private final RequestViews requests;

    public EventViews(Machine machine) {
        this.machine = machine;
        this.requests = new RequestViews(machine);
    }

    /**
     * @param run read after the event was, so that its head has every entry that the event can name
     * @param head of that run; where it cannot be read the event says so, and comes without its content
     */
    public ObjectNode of(Event event, RunRecord run, HeadLog head) {
        ObjectNode tree = (ObjectNode) Json.toTree(event);
        if (tree.get("data") instanceof ObjectNode told) {
            ObjectNode data = told.deepCopy();
            content(event, data, run, head).ifPresentOrElse(key -> unreadable(told, key), () -> tree.set("data", data));
        }
        return tree;
    }

    private Optional<String> content(Event event, ObjectNode data, RunRecord run, HeadLog head) {
        JsonNode entry = data.path("entry");
        Optional<String> broken = entry.isIntegralNumber()
                ? head.read(log -> entry(data, log.entry(entry.longValue()), log))
                : Optional.empty();
        return broken.or(() -> switch (event.type()) {
            case RUN_STARTED -> {
                data.put("team", run.team());
                yield Optional.empty();
            }
            case PLAN_CREATED, REPLANNED -> head.read(log -> facts(data, log));
            case PLAN_REVIEW_REQUESTED, REQUEST_OPENED -> head.reading(() -> request(data, run));
            // Nothing besides its entry.
            default -> Optional.empty();
        });
    }

    /** What the index knows of it alone. */
    private static void unreadable(ObjectNode data, String key) {
        JsonNode facts = data.path("facts");
        if (facts.isIntegralNumber()) {
            data.set("factsEntry", facts);
            data.remove("facts");
        }
        data.put("unreadable", key);
    }

    private static void entry(ObjectNode data, Entry entry, LogReader head) {
        Content content = entry.content();
        data.put("author", entry.author());
        data.set("kind", Json.toTree(entry.kind()));
        data.put("text", content.text());
        if (entry.kind() == EntryKind.PROGRESS_LEDGER) {
            JsonNode ledger = Ledgers.of(head, entry.ordinal());
            if (ledger != null) {
                data.set("ledger", ledger);
            }
        }
        List<ToolCall> calls = content.toolCalls();
        if (!calls.isEmpty()) {
            data.set("calls", Json.toTree(calls));
            data.put("tool", calls.getFirst().name());
            data.set("arguments", calls.getFirst().arguments());
        }
        if (entry.kind() == EntryKind.RESPONSE && content.items() != null) {
            JsonNode response = content.items();
            data.put("edited", response.has("plan") || response.has("arguments"));
            for (String said : new String[] {"feedback", "answer"}) {
                if (response.has(said)) {
                    data.set(said, response.get(said));
                }
            }
        }
    }

    private static void facts(ObjectNode data, LogReader head) {
        JsonNode facts = data.path("facts");
        if (facts.isIntegralNumber()) {
            data.set("factsEntry", facts);
            data.put("facts", head.text(facts.longValue()));
        }
    }

    private void request(ObjectNode data, RunRecord run) {
        String id = data.path("requestId").asString("");
        machine.index()
                .get(RequestRecord.key(run.run(), new RequestId(id)))
                .map(Versioned::record)
                .ifPresent(record -> {
                    ObjectNode asked = requests.asked(
                            Reader.of(machine.checkpoints(), run.run(), record.checkpointId()), record.request());
                    for (String field :
                            new String[] {"stalled", "planHash", "prompt", "tool", "arguments", "expiresAt"}) {
                        if (!asked.path(field).isNull()) {
                            data.set(field, asked.get(field));
                        }
                    }
                    if (!asked.path("participant").isNull()) {
                        data.set("author", asked.get("participant"));
                    }
                });
    }
}
