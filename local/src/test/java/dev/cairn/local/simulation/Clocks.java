package dev.cairn.local.simulation;

import dev.cairn.local.asl.run.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What the machines of the world take for the time: the true one, and an error of up to a day. */
final class Clocks implements InstantSource {
    private final VirtualTime time;
    private Duration error = Duration.ZERO;
    private Duration furthest = Duration.ZERO;

    Clocks(VirtualTime time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return time.now().plus(error);
    }

    void err(Duration by) {
        error = by;
        furthest = by.compareTo(furthest) > 0 ? by : furthest;
    }

    /** The latest that anybody can have taken it for until now. */
    Instant latest() {
        return time.now().plus(furthest);
    }
}
