package dev.cairn.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One task worked on by one team. */
public record RunId(@JsonValue String value) {
    @JsonCreator
    public RunId {
        Identifiers.require("runId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
