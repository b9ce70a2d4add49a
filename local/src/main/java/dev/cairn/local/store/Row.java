package dev.cairn.local.store;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RunRecord;
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
        String body = RecordCodec.RELEASED.write(record);
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

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
