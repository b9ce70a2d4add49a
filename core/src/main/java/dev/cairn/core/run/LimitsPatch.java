package dev.cairn.core.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Limits as a person states them: what is absent keeps the value it has. */
public record LimitsPatch(
        @Nullable Integer maxRounds,
        @Nullable Integer maxStalls,
        @Nullable Integer maxResets,
        @Nullable Long maxTokens,
        @Nullable Instant deadline,
        @Nullable Boolean partialAnswer) {
    public static final LimitsPatch NONE = new LimitsPatch(null, null, null, null, null, null);

    public Limits over(Limits base) {
        return new Limits(
                maxRounds != null ? maxRounds : base.maxRounds(),
                maxStalls != null ? maxStalls : base.maxStalls(),
                maxResets != null ? maxResets : base.maxResets(),
                maxTokens != null ? maxTokens : base.maxTokens(),
                deadline != null ? deadline : base.deadline(),
                partialAnswer != null ? partialAnswer : base.partialAnswer());
    }
}
