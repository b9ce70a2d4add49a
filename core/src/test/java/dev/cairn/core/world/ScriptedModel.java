package dev.cairn.core.world;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A model that answers as a test says, by purpose, and keeps what it was asked. */
public final class ScriptedModel implements ModelClient {
    private final Map<Purpose, Deque<Function<ModelRequest, ModelResponse>>> scripts = new HashMap<>();
    private final List<ModelRequest> requests = new ArrayList<>();

    /** The next answers to calls of this purpose; the last one repeats. */
    public synchronized ScriptedModel on(Purpose purpose, String... answers) {
        for (String answer : answers) {
            on(purpose, request -> new ModelResponse(dev.cairn.core.log.Content.text(answer), 10, 5));
        }
        return this;
    }

    public synchronized ScriptedModel on(Purpose purpose, Function<ModelRequest, ModelResponse> answer) {
        scripts.computeIfAbsent(purpose, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** Forgets what was said for this purpose. */
    public synchronized ScriptedModel anew(Purpose purpose) {
        scripts.remove(purpose);
        return this;
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        Function<ModelRequest, ModelResponse> answer;
        synchronized (this) {
            requests.add(request);
            Deque<Function<ModelRequest, ModelResponse>> script = scripts.get(request.purpose());
            if (script == null || script.isEmpty()) {
                throw ModelException.permanent(
                        "the script has nothing for " + request.purpose().word());
            }
            answer = script.size() > 1 ? script.removeFirst() : script.getFirst();
        }
        ModelResponse response = answer.apply(request);
        deltas.text(response.text());
        return response;
    }

    public synchronized List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    public synchronized List<Purpose> purposes() {
        return requests.stream().map(ModelRequest::purpose).toList();
    }

    public synchronized int calls() {
        return requests.size();
    }

    public synchronized void forgetCalls() {
        requests.clear();
    }

    /** A progress ledger as the manager writes it. */
    public static String ledger(boolean satisfied, boolean loop, boolean progress, String speaker, String instruction) {
        return """
                {"is_request_satisfied":{"reason":"r","answer":%s},"is_in_loop":{"reason":"r","answer":%s},\
                "is_progress_being_made":{"reason":"r","answer":%s},"next_speaker":{"reason":"r","answer":"%s"},\
                "instruction_or_question":{"reason":"r","answer":"%s"}}""".formatted(satisfied, loop, progress, speaker, instruction);
    }

    public static String go(String speaker) {
        return ledger(false, false, true, speaker, "Please do your part, " + speaker + ".");
    }

    public static String stuck(String speaker) {
        return ledger(false, true, false, speaker, "Try again, " + speaker + ".");
    }

    public static String done() {
        return ledger(true, false, true, "", "");
    }
}
