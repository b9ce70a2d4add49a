package dev.cairn.core.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a replay's calls are answered from. */
public enum ReplayMode {
    /** Models are called again. */
    @JsonProperty("fresh")
    FRESH,
    /** From the parent's record, as far as it holds the same calls. */
    @JsonProperty("recorded")
    RECORDED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
