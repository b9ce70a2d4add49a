package dev.cairn.functions.aws.deployment;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.models.Models;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Models whose keys are read when the first call needs them, and anew now and then, so that they can be changed. A
 * rehearsal needs none.
 */
final class KeyedModels implements ModelClient {
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Map<String, String> variables;
    private final Supplier<Map<String, String>> keys;
    private final InstantSource clock;
    private final Models unkeyed;
    private @Nullable Models keyed;
    private Instant read = Instant.MIN;

    /**
     * @param variables of the function
     * @param keys variables that go before those
     */
    KeyedModels(Map<String, String> variables, Supplier<Map<String, String>> keys, InstantSource clock) {
        this.variables = Map.copyOf(variables);
        this.unkeyed = Models.of(variables);
        this.keys = requireNonNull(keys, "keys is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        return (unkeyed.needsKey(request.model()) ? keyed() : unkeyed).call(request, deltas);
    }

    private synchronized Models keyed() {
        Instant now = clock.instant();
        Models known = keyed;
        if (known == null || read.plus(FRESH).isBefore(now)) {
            Map<String, String> all = new HashMap<>(variables);
            all.putAll(keys.get());
            known = Models.of(all);
            keyed = known;
            read = now;
        }
        return known;
    }
}
