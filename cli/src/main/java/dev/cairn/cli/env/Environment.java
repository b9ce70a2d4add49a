package dev.cairn.cli.env;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The variables a command sees: the process's own, which win, over those of {@code .env}. Values are never printed. */
public final class Environment {
    private final Map<String, String> values;

    private Environment(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public static Environment of(Map<String, String> process, Map<String, String> dotEnv) {
        Map<String, String> merged = new HashMap<>(dotEnv);
        merged.putAll(process);
        return new Environment(merged);
    }

    /** Absent and empty mean the same. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    public boolean has(String name) {
        return get(name).isPresent();
    }

    public Map<String, String> values() {
        return values;
    }

    @Override
    public String toString() {
        return "Environment[" + values.size() + " variables]";
    }
}
