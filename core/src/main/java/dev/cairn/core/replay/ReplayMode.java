package dev.cairn.core.replay;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a replay's calls are answered from. */
public enum ReplayMode {
    /** Models are called again. */
    @JsonProperty("fresh")
    FRESH,
    /** From the parent's record, as far as it holds the same calls. */
    @JsonProperty("recorded")
    RECORDED
}
