package dev.cairn.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Something a person must answer; carries at least 128 random bits. */
public record RequestId(@JsonValue String value) {
    @JsonCreator
    public RequestId {
        Identifiers.require("requestId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
