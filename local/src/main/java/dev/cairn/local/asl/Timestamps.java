package dev.cairn.local.asl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Points in time as the language writes them: RFC 3339 with a T and an offset or a Z. */
public final class Timestamps {
    private Timestamps() {}

    /** The instant, or null if the text is not such a timestamp. */
    public static @Nullable Instant parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException wrong) {
            return null;
        }
    }
}
