package dev.cairn.local.store;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as the table holds it.
 *
 * @param createdAt of a run, in nanoseconds since 1970; otherwise null
 * @param due of a run that has one, likewise
 */
record Row(
        IndexKey<?> key, @Nullable Long createdAt, @Nullable Long due, String body) {
    private static final long NANOS = 1_000_000_000;

    static Row of(IndexRecord record) {
        String body = encodable(Json.text(record));
        return record instanceof RunRecord run
                ? new Row(run.key(), nanos(run.createdAt()), run.due() == null ? null : nanos(run.due()), body)
                : new Row(record.key(), null, null, body);
    }

    /** Times beyond what fits (the years 1677 to 2262) stand at its end. */
    static long nanos(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
        } catch (ArithmeticException e) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** Half of a surrogate pair (a text cut in the middle of one) has no UTF-8; in JSON it can stand escaped. */
    private static String encodable(String json) {
        StringBuilder mended = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < json.length() && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
                continue;
            }
            mended = mended == null ? new StringBuilder(json) : mended;
            int at = i + mended.length() - json.length();
            mended.replace(at, at + 1, "\\u" + Integer.toHexString(c));
        }
        return mended == null ? json : mended.toString();
    }
}
