package dev.cairn.models.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The Retry-After header (RFC 9110, 10.2.3): seconds or a date. */
public final class RetryAfter {
    private RetryAfter() {}

    /** From now on, never negative; empty if the header is absent or is neither. */
    public static Optional<Duration> parse(Optional<String> header, Instant now) {
        return header.map(String::strip)
                .flatMap(text -> text.matches("[0-9]{1,9}(\\.[0-9]{1,3})?")
                        ? Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000)))
                        : date(text, now));
    }

    private static Optional<Duration> date(String text, Instant now) {
        try {
            Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(when.isBefore(now) ? Duration.ZERO : Duration.between(now, when));
        } catch (DateTimeException notADate) {
            // A header that says nothing is as good as none: the backoff decides.
            return Optional.empty();
        }
    }
}
