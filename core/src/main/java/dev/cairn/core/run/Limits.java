package dev.cairn.core.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run may use. An absent limit does not bind.
 *
 * @param maxRounds progress evaluations, at least 1
 * @param maxStalls net stalls that are borne before a reset, at least 0
 * @param maxResets resets, at least 0
 * @param maxTokens input and output tokens together, at least 1
 * @param deadline the instant after which no further step is paid for
 * @param partialAnswer whether the manager writes a best partial answer when a limit is reached (one model call)
 */
public record Limits(
        @Nullable Integer maxRounds,
        int maxStalls,
        @Nullable Integer maxResets,
        @Nullable Long maxTokens,
        @Nullable Instant deadline,
        @JsonProperty(defaultValue = "true") boolean partialAnswer) {
    public static final int DEFAULT_MAX_STALLS = 3;

    public static final Limits DEFAULT = new Limits(null, DEFAULT_MAX_STALLS, null, null, null, true);

    public Limits {
        List<Fault> faults = new ArrayList<>();
        atLeast(faults, "limits.maxRounds", maxRounds == null ? null : maxRounds.longValue(), 1);
        atLeast(faults, "limits.maxStalls", (long) maxStalls, 0);
        atLeast(faults, "limits.maxResets", maxResets == null ? null : maxResets.longValue(), 0);
        atLeast(faults, "limits.maxTokens", maxTokens, 1);
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
    }

    private static void atLeast(List<Fault> faults, String field, @Nullable Long value, long least) {
        if (value != null && value < least) {
            faults.add(new Fault(field, "must be " + least + " or more, was " + value));
        }
    }
}
