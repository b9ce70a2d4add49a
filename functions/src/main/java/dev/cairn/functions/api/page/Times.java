package dev.cairn.functions.api.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants for people whose time zone is not known. */
final class Times {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern(
                    "EEEE, d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    static String shown(Instant instant) {
        return SHOWN.format(instant);
    }
}
