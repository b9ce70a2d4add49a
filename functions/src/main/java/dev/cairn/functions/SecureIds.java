package dev.cairn.functions;

import dev.cairn.core.port.Ids;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;

/** Ids of 128 random bits. A run's begins with the time in seconds, so that a listing of the folder is in order. */
public final class SecureIds implements Ids {
    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;

    public SecureIds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public RunId run() {
        return new RunId("r" + String.format("%09x", clock.instant().getEpochSecond()) + random());
    }

    @Override
    public RequestId request() {
        return new RequestId("q" + random());
    }

    private String random() {
        byte[] bits = new byte[RANDOM_BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
