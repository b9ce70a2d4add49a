package dev.cairn.core.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a run ended. */
public enum StopReason {
    @JsonProperty("satisfied")
    SATISFIED,
    @JsonProperty("round_limit")
    ROUND_LIMIT,
    @JsonProperty("reset_limit")
    RESET_LIMIT,
    @JsonProperty("token_limit")
    TOKEN_LIMIT,
    @JsonProperty("deadline")
    DEADLINE,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("expired")
    EXPIRED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("error")
    ERROR;

    /** The status that a run ends with for this reason. */
    public RunStatus status() {
        return switch (this) {
            case SATISFIED -> RunStatus.SUCCEEDED;
            case ROUND_LIMIT, RESET_LIMIT, TOKEN_LIMIT, DEADLINE, REJECTED, EXPIRED -> RunStatus.STOPPED;
            case CANCELLED -> RunStatus.CANCELLED;
            case ERROR -> RunStatus.FAILED;
        };
    }

    /** The word used in JSON and in texts. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
