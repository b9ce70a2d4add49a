package dev.cairn.functions.api;

import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Models that say what a test tells them to; without a word they finish at once. */
final class ScriptedModel implements ModelClient {
    private final Queue<String> ledgers = new ConcurrentLinkedQueue<>();
    private final Queue<Content> turns = new ConcurrentLinkedQueue<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger plans = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;
    private volatile String plan = "Plan";

    /** What every plan begins with. */
    ScriptedModel plan(String words) {
        plan = words;
        return this;
    }

    int calls() {
        return calls.get();
    }

    /** The manager gives this speaker a turn, who says this. */
    ScriptedModel turn(String speaker, String reply) {
        ledgers.add(ledger(false, true, speaker, "Go on, " + speaker + "."));
        turns.add(Content.text(reply));
        return this;
    }

    /** The manager gives this speaker a turn, who calls this tool and then says this. */
    ScriptedModel toolTurn(String speaker, String tool, String arguments, String reply) {
        ledgers.add(ledger(false, true, speaker, "Go on, " + speaker + "."));
        turns.add(new Content("", List.of(new ToolCall("call-1", tool, Json.tree(arguments))), null, null));
        turns.add(Content.text(reply));
        return this;
    }

    ScriptedModel stall() {
        ledgers.add(ledger(false, false, "coder", "Try again."));
        turns.add(Content.text("I am stuck."));
        return this;
    }

    ScriptedModel failWith(@Nullable RuntimeException thrown) {
        failure = thrown;
        return this;
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        calls.incrementAndGet();
        RuntimeException thrown = failure;
        if (thrown != null) {
            deltas.text("Half a ");
            throw thrown;
        }
        return new ModelResponse(
                switch (request.purpose()) {
                    case FACTS, FACTS_UPDATE -> Content.text("The facts.");
                    case PLAN, PLAN_UPDATE -> Content.text(plan + " " + plans.incrementAndGet() + ".");
                    case PROGRESS_LEDGER -> Content.text(next());
                    case TURN -> turn(deltas);
                    case ANSWER, PARTIAL_ANSWER -> Content.text("The answer is 42.");
                },
                10,
                5);
    }

    private String next() {
        String ledger = ledgers.poll();
        return ledger == null ? ledger(true, true, "coder", "Nothing more.") : ledger;
    }

    private Content turn(Deltas deltas) {
        Content said = turns.remove();
        if (!said.text().isEmpty()) {
            deltas.text(said.text().substring(0, 1));
            deltas.text(said.text().substring(1));
        }
        return said;
    }

    private static String ledger(boolean satisfied, boolean progress, String speaker, String instruction) {
        ObjectNode tree = Json.mapper().createObjectNode();
        finding(tree, "is_request_satisfied").put("answer", satisfied);
        finding(tree, "is_in_loop").put("answer", false);
        finding(tree, "is_progress_being_made").put("answer", progress);
        finding(tree, "next_speaker").put("answer", speaker);
        finding(tree, "instruction_or_question").put("answer", instruction);
        return "```json\n" + Json.text(tree) + "\n```";
    }

    private static ObjectNode finding(ObjectNode tree, String field) {
        return tree.putObject(field).put("reason", "because");
    }
}
