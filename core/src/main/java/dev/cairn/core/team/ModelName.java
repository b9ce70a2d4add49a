package dev.cairn.core.team;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.cairn.core.error.InvalidInputException;

/** A model as teams write it: {@code provider:model}. */
public record ModelName(String provider, String model) {
    public ModelName {
        if (provider.isBlank() || model.isBlank()) {
            throw new InvalidInputException("model", "must be written provider:model, for example openai:gpt-5.1");
        }
    }

    /** Whether it is played from a script. */
    public boolean isRehearsed() {
        return provider.equals("rehearsal");
    }

    @JsonCreator
    public static ModelName parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new ModelName("", text) : new ModelName(text.substring(0, colon), text.substring(colon + 1));
    }

    @JsonValue
    @Override
    public String toString() {
        return provider + ":" + model;
    }
}
