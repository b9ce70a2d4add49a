package dev.cairn.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The states of the state machine that a checkpoint can come from or lead to, under the names they have there. */
public enum StepName {
    OPEN("Open"),
    PLAN("Plan"),
    AWAIT_PERSON("AwaitPerson"),
    SETTLE("Settle"),
    EVALUATE_PROGRESS("EvaluateProgress"),
    AGENT_TURN("AgentTurn"),
    REPLAN("Replan"),
    ANSWER("Answer"),
    CANCEL("Cancel"),
    /** Hands over to a new execution; never written to a checkpoint. */
    HANDOVER("Handover"),
    /** Nothing follows. */
    CLOSE("Close");

    private final String word;

    StepName(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    @JsonCreator
    public static StepName parse(String word) {
        for (StepName step : values()) {
            if (step.word.equals(word)) {
                return step;
            }
        }
        throw new IllegalArgumentException("there is no step named \"" + word + "\"");
    }

    @Override
    public String toString() {
        return word;
    }
}
