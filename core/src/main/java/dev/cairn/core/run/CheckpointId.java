package dev.cairn.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The state after a step. */
public record CheckpointId(@JsonValue String value) {
    @JsonCreator
    public CheckpointId {
        Identifiers.require("checkpointId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
