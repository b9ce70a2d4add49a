package dev.cairn.models.rehearsal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a reply of a script is given. A condition that is left out always holds.
 *
 * @param caller who asks: {@code manager} or a participant's name
 * @param purpose what for, for example {@code progress_ledger} or {@code turn}
 * @param after how many messages of which author the caller must have in view, at least; its own count under its own
 *     name, those of people under {@code person}
 */
record When(@Nullable String caller, @Nullable Purpose purpose, Map<String, Integer> after) {
    static final When ALWAYS = new When(null, (Purpose) null, Map.of());

    When {
        after = Map.copyOf(after);
        after.forEach((author, count) -> {
            if (count < 0) {
                throw new InvalidInputException("after." + author, "must be 0 or more, was " + count);
            }
        });
    }

    @JsonCreator
    static When of(
            @JsonProperty("caller") @Nullable String caller,
            @JsonProperty("purpose") @Nullable String purpose,
            @JsonProperty("after") @Nullable Map<String, Integer> after) {
        return new When(caller, purpose(purpose), after == null ? Map.of() : after);
    }

    private static @Nullable Purpose purpose(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(Purpose.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "purpose",
                        "must be one of "
                                + Arrays.stream(Purpose.values())
                                        .map(Purpose::word)
                                        .collect(Collectors.joining(", "))
                                + ", was \"" + word + "\""));
    }

    boolean holds(ModelRequest request, Authors authors) {
        return (caller == null || caller.equals(request.caller()))
                && (purpose == null || purpose == request.purpose())
                && after.entrySet().stream().allMatch(wanted -> authors.count(wanted.getKey()) >= wanted.getValue());
    }
}
