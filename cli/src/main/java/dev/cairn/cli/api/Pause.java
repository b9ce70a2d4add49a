package dev.cairn.cli.api;

import java.time.Duration;

/** Waits between two tries; a test need not. */
@FunctionalInterface
public interface Pause {
    void during(Duration time);

    static Pause real() {
        return time -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
