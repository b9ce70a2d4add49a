package dev.cairn.core.error;

import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be used; carries every fault found, not the first alone. Answered as 400. */
public final class InvalidInputException extends CairnException {
    private final transient List<Fault> faults;

    public InvalidInputException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public InvalidInputException(String field, String detail) {
        this(List.of(new Fault(field, detail)));
    }

    public List<Fault> faults() {
        return faults;
    }
}
