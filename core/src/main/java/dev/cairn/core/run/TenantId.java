package dev.cairn.core.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Whose a run is; stands at the head of every key. */
public record TenantId(@JsonValue String value) {
    @JsonCreator
    public TenantId {
        Identifiers.require("tenant", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
