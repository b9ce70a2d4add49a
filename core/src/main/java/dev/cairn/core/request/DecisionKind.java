package dev.cairn.core.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a person can decide. */
public enum DecisionKind {
    @JsonProperty("approve")
    APPROVE,
    @JsonProperty("revise")
    REVISE,
    @JsonProperty("reject")
    REJECT,
    @JsonProperty("answer")
    ANSWER,
    @JsonProperty("deny")
    DENY;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
