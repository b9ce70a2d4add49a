package dev.cairn.core.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The manager's judgement of a round, under the names that the Magentic papers use. */
public record ProgressLedger(
        @JsonProperty("is_request_satisfied") Finding<Boolean> isRequestSatisfied,
        @JsonProperty("is_in_loop") Finding<Boolean> isInLoop,
        @JsonProperty("is_progress_being_made") Finding<Boolean> isProgressBeingMade,
        @JsonProperty("next_speaker") Finding<String> nextSpeaker,
        @JsonProperty("instruction_or_question") Finding<String> instructionOrQuestion) {
    public ProgressLedger {
        requireNonNull(isRequestSatisfied, "is_request_satisfied is null");
        requireNonNull(isInLoop, "is_in_loop is null");
        requireNonNull(isProgressBeingMade, "is_progress_being_made is null");
        requireNonNull(nextSpeaker, "next_speaker is null");
        requireNonNull(instructionOrQuestion, "instruction_or_question is null");
    }

    public boolean satisfied() {
        return isRequestSatisfied.answer();
    }

    public boolean stalled() {
        return !isProgressBeingMade.answer() || isInLoop.answer();
    }
}
