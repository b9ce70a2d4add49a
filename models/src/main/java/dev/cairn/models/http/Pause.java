package dev.cairn.models.http;

import java.time.Duration;

/** Waits. A port, so that tests wait for nothing. */
@FunctionalInterface
public interface Pause {
    Pause REAL = Thread::sleep;

    void take(Duration duration) throws InterruptedException;
}
