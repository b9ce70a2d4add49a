package dev.cairn.models.rehearsal;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.ModelClient.Deltas;
import dev.cairn.models.http.Pause;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Speaks a text a few words at a time. */
final class Pacing {
    /** Some words with the space around them, a line at most. */
    private static final Pattern PIECE = Pattern.compile("\\s*(?:\\S+[^\\S\\n]*){1,4}\\n?|\\s+");

    private static final Pattern WORD = Pattern.compile("\\S+");

    private final Pause pause;
    private final double multiplier;

    /** @param multiplier of the time that words take: 1 as the script has it, 0 none at all */
    Pacing(Pause pause, double multiplier) {
        this.pause = pause;
        this.multiplier = multiplier;
    }

    void speak(String text, double wordsPerSecond, Deltas deltas) {
        PIECE.matcher(text).results().map(MatchResult::group).forEach(piece -> {
            rest(piece, wordsPerSecond);
            deltas.text(piece);
        });
    }

    private void rest(String piece, double wordsPerSecond) {
        long nanos = Math.round(WORD.matcher(piece).results().count() / wordsPerSecond * multiplier * 1e9);
        if (nanos == 0) {
            return;
        }
        try {
            pause.take(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ModelException.temporary("the rehearsal was interrupted", e);
        }
    }
}
