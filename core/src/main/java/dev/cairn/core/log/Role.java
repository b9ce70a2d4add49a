package dev.cairn.core.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who a message comes from, as models see it. */
public enum Role {
    @JsonProperty("system")
    SYSTEM,
    @JsonProperty("user")
    USER,
    @JsonProperty("assistant")
    ASSISTANT,
    @JsonProperty("tool")
    TOOL
}
