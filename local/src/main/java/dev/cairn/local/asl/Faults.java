package dev.cairn.local.asl;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a definition while it is read. */
final class Faults {
    private final List<DefinitionFault> found = new ArrayList<>();

    void schema(String location, String message) {
        found.add(new DefinitionFault(DefinitionFault.SCHEMA, location, message));
    }

    void transition(String location, String message) {
        found.add(new DefinitionFault(DefinitionFault.TRANSITION, location, message));
    }

    void notJson(String message) {
        found.add(new DefinitionFault(DefinitionFault.NOT_JSON, "/", message));
    }

    boolean any() {
        return !found.isEmpty();
    }

    InvalidDefinition failure() {
        return new InvalidDefinition(found);
    }

    void throwIfAny() throws InvalidDefinition {
        if (any()) {
            throw failure();
        }
    }
}
