package dev.cairn.local.sfn;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.run.LambdaFailure;
import dev.cairn.local.asl.run.LambdaInvoker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Functions that answer what a test told them to; one without a script answers with its own payload. */
final class Lambdas implements LambdaInvoker {
    private final Map<String, Deque<Body>> scripts = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    interface Body {
        String call(JsonNode payload) throws LambdaFailure, InterruptedException;
    }

    /** Adds what the function does the next time; the last stays for ever. */
    synchronized Lambdas on(String function, Body body) {
        scripts.computeIfAbsent(function, name -> new ArrayDeque<>()).add(body);
        return this;
    }

    Lambdas answer(String function, String json) {
        return on(function, payload -> json);
    }

    Lambdas fail(String function, String errorType, String message) {
        return on(function, payload -> {
            throw new LambdaFailure(errorType, message);
        });
    }

    /** Each call as the function's name and its payload. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public byte[] invoke(String functionName, byte[] payload) throws LambdaFailure, InterruptedException {
        String text = new String(payload, StandardCharsets.UTF_8);
        Body body;
        synchronized (this) {
            calls.add(functionName + " " + text);
            Deque<Body> script = scripts.getOrDefault(functionName, new ArrayDeque<>());
            body = script.size() > 1 ? script.remove() : script.peek();
        }
        return (body == null ? text : body.call(Json.tree(text))).getBytes(StandardCharsets.UTF_8);
    }
}
