package dev.cairn.core.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What can happen to a run. */
public enum EventType {
    @JsonProperty("run_started")
    RUN_STARTED,
    @JsonProperty("plan_created")
    PLAN_CREATED,
    @JsonProperty("replanned")
    REPLANNED,
    @JsonProperty("plan_review_requested")
    PLAN_REVIEW_REQUESTED,
    @JsonProperty("request_opened")
    REQUEST_OPENED,
    @JsonProperty("response_received")
    RESPONSE_RECEIVED,
    @JsonProperty("progress_ledger")
    PROGRESS_LEDGER,
    @JsonProperty("instruction")
    INSTRUCTION,
    /** Streamed text; kept for an hour, never committed. */
    @JsonProperty("agent_delta")
    AGENT_DELTA,
    @JsonProperty("agent_message")
    AGENT_MESSAGE,
    @JsonProperty("tool_call")
    TOOL_CALL,
    @JsonProperty("tool_result")
    TOOL_RESULT,
    @JsonProperty("notice")
    NOTICE,
    @JsonProperty("stalled")
    STALLED,
    @JsonProperty("reset")
    RESET,
    @JsonProperty("limit_reached")
    LIMIT_REACHED,
    @JsonProperty("checkpoint_created")
    CHECKPOINT_CREATED,
    @JsonProperty("final_answer")
    FINAL_ANSWER,
    @JsonProperty("run_failed")
    RUN_FAILED,
    @JsonProperty("run_cancelled")
    RUN_CANCELLED,
    @JsonProperty("run_forked")
    RUN_FORKED,
    /** A stored object of the run was found missing or damaged. */
    @JsonProperty("checkpoint_quarantined")
    CHECKPOINT_QUARANTINED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
