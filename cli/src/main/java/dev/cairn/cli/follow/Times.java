package dev.cairn.cli.follow;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as a person reads them, in the zone of this machine. */
public final class Times {
    private static final DateTimeFormatter BRIEF = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Times() {}

    public static String brief(String instant) {
        return format(instant, BRIEF);
    }

    public static String whole(String instant) {
        return format(instant, WHOLE);
    }

    private static String format(String instant, DateTimeFormatter how) {
        try {
            return instant.isEmpty() ? "" : how.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            // As the server tells it, if that is no instant.
            return instant;
        }
    }
}
