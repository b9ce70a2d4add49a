package dev.cairn.local.asl;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot run, with everything that is wrong with it. */
public final class InvalidDefinition extends Exception {
    private final transient List<DefinitionFault> faults;

    InvalidDefinition(List<DefinitionFault> faults) {
        super(faults.stream().map(DefinitionFault::toString).collect(Collectors.joining(", ")));
        this.faults = List.copyOf(faults);
    }

    /** All faults, in the order of the definition; at least one. */
    public List<DefinitionFault> faults() {
        return faults;
    }
}
