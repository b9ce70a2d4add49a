package dev.cairn.models.rehearsal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.port.ModelRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal plays.
 *
 * @param task the task that it was written for
 * @param wordsPerSecond the pace at which it speaks, before the listener's own multiplier
 * @param replies in the order of the play: of those whose conditions hold, the last is given
 */
record Script(String task, double wordsPerSecond, List<Reply> replies) {
    private static final double USUAL_PACE = 60;
    private static final double HIGHEST_PACE = 100_000;

    Script {
        if (!(wordsPerSecond > 0 && wordsPerSecond <= HIGHEST_PACE)) {
            throw new InvalidInputException(
                    "wordsPerSecond", "must be over 0 and at most 100000, was " + wordsPerSecond);
        }
        if (replies.isEmpty()) {
            throw new InvalidInputException("replies", "must hold at least one reply");
        }
        replies = List.copyOf(replies);
    }

    @JsonCreator
    static Script of(
            @JsonProperty("task") @Nullable String task,
            @JsonProperty("wordsPerSecond") @Nullable Double wordsPerSecond,
            @JsonProperty("replies") @Nullable List<Reply> replies) {
        return new Script(
                task == null ? "" : task.strip(),
                wordsPerSecond == null ? USUAL_PACE : wordsPerSecond,
                replies == null ? List.of() : replies);
    }

    Optional<Reply> reply(ModelRequest request, Authors authors) {
        return replies.reversed().stream()
                .filter(reply -> reply.when().holds(request, authors))
                .findFirst();
    }
}
