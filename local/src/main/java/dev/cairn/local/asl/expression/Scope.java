package dev.cairn.local.asl.expression;

import static java.util.Objects.requireNonNull;

import com.dashjoin.jsonata.Jsonata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the expressions of a state can see: {@code $states}, the workflow's variables and the added functions. */
public final class Scope {
    private final Map<String, Object> states = new LinkedHashMap<>();
    private final Map<String, Object> variables = new LinkedHashMap<>();
    private final AddedFunctions functions;

    private Scope(
            JsonNode input,
            JsonNode context,
            Map<String, JsonNode> variables,
            @Nullable JsonNode result,
            @Nullable JsonNode errorOutput,
            AddedFunctions functions) {
        states.put("input", Plain.of(input));
        states.put("context", Plain.of(context));
        if (result != null) {
            states.put("result", Plain.of(result));
        }
        if (errorOutput != null) {
            states.put("errorOutput", Plain.of(errorOutput));
        }
        variables.forEach((name, value) -> this.variables.put(name, Plain.of(value)));
        this.functions = functions;
    }

    void bindTo(Jsonata.Frame frame) {
        variables.forEach((name, value) -> frame.bind(name, value));
        functions.bindTo(frame);
        frame.bind("states", states);
    }

    /** Collects what a scope is made of. */
    public static final class Builder {
        private final JsonNode input;
        private final JsonNode context;
        private final Map<String, JsonNode> variables;
        private final Instant now;
        private final RandomGenerator random;
        private @Nullable JsonNode result;
        private @Nullable JsonNode errorOutput;

        /**
         * @param input     {@code $states.input}
         * @param context   {@code $states.context}
         * @param variables each under its own name
         * @param now       what {@code $now()} and {@code $millis()} tell
         * @param random    what {@code $random()} and {@code $uuid()} draw from
         */
        public Builder(
                JsonNode input,
                JsonNode context,
                Map<String, JsonNode> variables,
                Instant now,
                RandomGenerator random) {
            this.input = requireNonNull(input, "input is null");
            this.context = requireNonNull(context, "context is null");
            this.variables = Map.copyOf(variables);
            this.now = requireNonNull(now, "now is null");
            this.random = requireNonNull(random, "random is null");
        }

        /** With {@code $states.result}, which only a task that succeeded has. */
        public Builder result(JsonNode value) {
            this.result = requireNonNull(value, "result is null");
            return this;
        }

        /** With {@code $states.errorOutput}, which only a catcher has. */
        public Builder errorOutput(JsonNode value) {
            this.errorOutput = requireNonNull(value, "errorOutput is null");
            return this;
        }

        public Scope build() {
            return new Scope(input, context, variables, result, errorOutput, new AddedFunctions(now, random));
        }
    }
}
