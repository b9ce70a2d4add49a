package dev.cairn.functions.api.problem;

import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What was found wrong so far: an input is refused once, with everything that is wrong with it. */
public final class Faults {
    /** More are counted and not told: nobody reads them, and whoever sends them is not worth the words. */
    private static final int MOST = 100;

    private final List<Fault> found = new ArrayList<>();

    public void add(String field, String detail) {
        found.add(new Fault(field, detail));
    }

    public void addAll(List<Fault> faults) {
        found.addAll(faults);
    }

    public boolean none() {
        return found.isEmpty();
    }

    /** What the part makes; empty if it was refused, and then its faults are kept. */
    public <T> Optional<T> attempt(Supplier<T> part) {
        return attempt("", part);
    }

    /** @param prefix the path of the part within the whole */
    public <T> Optional<T> attempt(String prefix, Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (InvalidInputException e) {
            e.faults().forEach(fault -> found.add(new Fault(join(prefix, fault.field()), fault.detail())));
            return Optional.empty();
        }
    }

    /** @throws InvalidInputException if anything was wrong */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            List<Fault> told = new ArrayList<>(found.subList(0, Math.min(MOST, found.size())));
            if (found.size() > MOST) {
                told.add(new Fault("", "and " + (found.size() - MOST) + " faults more"));
            }
            throw new InvalidInputException(told);
        }
    }

    public static String join(String prefix, String field) {
        if (prefix.isEmpty() || field.isEmpty()) {
            return prefix + field;
        }
        return field.startsWith("[") ? prefix + field : prefix + "." + field;
    }
}
