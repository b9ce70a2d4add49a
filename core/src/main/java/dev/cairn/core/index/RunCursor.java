package dev.cairn.core.index;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.run.RunId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a tenant's list of runs: the last run that was shown. It names a run and not a number of runs, so that
 * pages neither repeat nor skip when new runs come in between.
 */
public record RunCursor(Instant createdAt, RunId runId) {
    /** The newest first; of the same instant, by id from the end. */
    public static final Comparator<RunCursor> NEWEST_FIRST = Comparator.comparing(RunCursor::createdAt)
            .thenComparing(cursor -> cursor.runId().value())
            .reversed();

    private static final Pattern TEXT = Pattern.compile("(-?[0-9]{1,12})\\.([0-9]{1,9})\\.([A-Za-z0-9_-]{1,64})");

    public RunCursor {
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(runId, "runId is null");
    }

    public static RunCursor of(RunRecord run) {
        return new RunCursor(run.createdAt(), run.runId());
    }

    /** @throws InvalidInputException if it is not what {@link #text} said */
    public static RunCursor parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw refused();
        }
        try {
            return new RunCursor(
                    Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))),
                    new RunId(matcher.group(3)));
        } catch (DateTimeException e) {
            throw refused();
        }
    }

    public String text() {
        return createdAt.getEpochSecond() + "." + createdAt.getNano() + "." + runId;
    }

    private static InvalidInputException refused() {
        return new InvalidInputException("cursor", "must be what the page before said as next");
    }
}
