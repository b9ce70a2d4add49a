package dev.cairn.functions.secret;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The installation's secret, read when it is first needed and anew now and then, so that it can be replaced while
 * processes are warm. One for all its uses: none of them knows another secret than the others.
 */
public final class FreshSecret implements Supplier<InstallationSecret> {
    /** For so long one that was replaced may be used on. */
    public static final Duration FRESH = Duration.ofMinutes(10);

    private final Supplier<InstallationSecret> source;
    private final InstantSource clock;
    private @Nullable InstallationSecret known;
    private Instant read = Instant.MIN;

    /** @param source reads it; what it throws is thrown on, and it is asked again the next time */
    public FreshSecret(Supplier<InstallationSecret> source, InstantSource clock) {
        this.source = requireNonNull(source, "source is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public synchronized InstallationSecret get() {
        Instant now = clock.instant();
        InstallationSecret secret = known;
        if (secret == null || read.plus(FRESH).isBefore(now)) {
            secret = source.get();
            known = secret;
            read = now;
        }
        return secret;
    }
}
