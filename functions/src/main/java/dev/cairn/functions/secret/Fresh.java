package dev.cairn.functions.secret;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A secret, or what is made of one: read when it is first needed and anew now and then, so that it can be replaced while
 * processes are warm. One for all its uses: none of them knows another than the others.
 */
public final class Fresh<T> implements Supplier<T> {
    /** For so long one that was replaced may be used on. */
    public static final Duration FOR = Duration.ofMinutes(10);

    private final Supplier<T> source;
    private final InstantSource clock;
    private @Nullable T known;
    private Instant read = Instant.MIN;

    /** @param source reads it; what it throws is thrown on, and it is asked again the next time */
    public Fresh(Supplier<T> source, InstantSource clock) {
        this.source = requireNonNull(source, "source is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public synchronized T get() {
        Instant now = clock.instant();
        T value = known;
        if (value == null || read.plus(FOR).isBefore(now)) {
            value = source.get();
            known = value;
            read = now;
        }
        return value;
    }
}
