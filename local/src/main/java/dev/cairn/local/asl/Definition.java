package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked state machine: every transition leads somewhere, every expression compiles.
 *
 * @param comment        free text, or null
 * @param startAt        the name of the first state
 * @param states         by name, in the order of the definition
 * @param timeoutSeconds how long an execution may take, or null for no limit
 */
public record Definition(
        @Nullable String comment,
        String startAt,
        Map<String, State> states,
        @Nullable Long timeoutSeconds) {
    public Definition {
        requireNonNull(startAt, "startAt is null");
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        if (!states.containsKey(startAt)) {
            throw new IllegalArgumentException("StartAt names '" + startAt + "', which is not a state");
        }
    }

    /** The state of that name, which a checked transition always has. */
    public State state(String name) {
        return requireNonNull(states.get(name), () -> "no state is named '" + name + "'");
    }

    /**
     * Reads and checks a definition.
     *
     * @throws InvalidDefinition with every fault found, not only the first
     */
    public static Definition parse(String text) throws InvalidDefinition {
        return new DefinitionReader().read(text);
    }
}
