package dev.cairn.models;

import dev.cairn.core.error.InvalidInputException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Variables as the process was given them; one that is empty counts as not set. */
public record Environment(Map<String, String> variables) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    public Optional<String> text(String variable) {
        return Optional.ofNullable(variables.get(variable)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * What is sent as a header.
     *
     * @throws InvalidInputException naming the variable but not its value, which may be secret, if no header can hold it
     */
    public Optional<String> header(String variable) {
        Optional<String> text = text(variable);
        if (text.isPresent() && !text.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidInputException(
                    variable, "must be visible ASCII characters without a space or a line break; set it again");
        }
        return text;
    }

    /** @throws InvalidInputException as {@link #header} */
    public Optional<Secret> secret(String variable) {
        return header(variable).map(Secret::new);
    }

    /** @throws InvalidInputException naming the variable, if it is not a whole number of seconds from 1 to a day */
    public Duration seconds(String variable, Duration otherwise) {
        return Duration.ofSeconds(
                whole(variable, otherwise.toSeconds(), 1, Duration.ofDays(1).toSeconds()));
    }

    /** @throws InvalidInputException naming the variable, if it is not a whole number in the range */
    public long whole(String variable, long otherwise, long least, long most) {
        Optional<String> text = text(variable);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw outside(variable, text.get(), "a whole number from " + least + " to " + most, e);
        }
        throw outside(variable, text.get(), "a whole number from " + least + " to " + most, null);
    }

    /** @throws InvalidInputException naming the variable, if it is not a number in the range */
    public double number(String variable, double otherwise, double least, double most) {
        Optional<String> text = text(variable);
        if (text.isEmpty()) {
            return otherwise;
        }
        String allowed = "a number from " + least + " to " + most;
        try {
            double value = Double.parseDouble(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw outside(variable, text.get(), allowed, e);
        }
        throw outside(variable, text.get(), allowed, null);
    }

    private static InvalidInputException outside(
            String variable, String value, String allowed, @Nullable Throwable cause) {
        InvalidInputException fault =
                new InvalidInputException(variable, "must be " + allowed + ", was \"" + value + "\"");
        if (cause != null) {
            fault.initCause(cause);
        }
        return fault;
    }

    /** Names alone: values may be secret. */
    @Override
    public String toString() {
        return "Environment" + variables.keySet();
    }
}
