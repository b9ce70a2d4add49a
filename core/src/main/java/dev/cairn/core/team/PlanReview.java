package dev.cairn.core.team;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a person reviews a plan before it is worked on. */
public enum PlanReview {
    @JsonProperty("never")
    NEVER,
    @JsonProperty("always")
    ALWAYS,
    /** Only a plan that was made anew after the team stalled. */
    @JsonProperty("on_stall")
    ON_STALL;

    public boolean asks(boolean afterStall) {
        return switch (this) {
            case NEVER -> false;
            case ALWAYS -> true;
            case ON_STALL -> afterStall;
        };
    }
}
