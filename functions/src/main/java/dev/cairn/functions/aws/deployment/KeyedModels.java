package dev.cairn.functions.aws.deployment;

import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.functions.secret.Fresh;
import dev.cairn.models.Models;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Models whose keys are read when the first call needs them, and anew now and then, so that they can be changed. A
 * rehearsal needs none.
 */
final class KeyedModels implements ModelClient {
    private final Models unkeyed;
    private final Fresh<Models> keyed;

    /**
     * @param variables of the function
     * @param keys variables that go before those
     */
    KeyedModels(Map<String, String> variables, Supplier<Map<String, String>> keys, InstantSource clock) {
        this.unkeyed = Models.of(variables);
        this.keyed = new Fresh<>(
                () -> {
                    Map<String, String> all = new HashMap<>(variables);
                    all.putAll(keys.get());
                    return Models.of(all);
                },
                clock);
    }

    @Override
    public ModelResponse call(ModelRequest request, Deltas deltas) {
        return (unkeyed.needsKey(request.model()) ? keyed.get() : unkeyed).call(request, deltas);
    }
}
