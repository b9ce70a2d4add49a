package dev.cairn.local.simulation;

import dev.cairn.local.asl.run.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What the two machines of the world take for the time: the true one, and an error of each of up to a day. */
final class Clocks implements InstantSource {
    private final VirtualTime time;
    private final Turns turns;
    private Duration error = Duration.ZERO;
    private Duration errorOfTheOther = Duration.ZERO;
    private Duration furthest = Duration.ZERO;

    /** @param turns say who asks; whoever takes no step asks the first machine */
    Clocks(VirtualTime time, Turns turns) {
        this.time = time;
        this.turns = turns;
    }

    @Override
    public Instant instant() {
        Invocation who = turns.invocation();
        return time.now().plus(who != null && who.isOnTheOtherMachine() ? errorOfTheOther : error);
    }

    /** Both are off by so much. */
    void err(Duration by) {
        error = by;
        errOfTheOther(by);
    }

    /** One of them is off by so much, and goes on so. */
    void errOfTheOther(Duration by) {
        errorOfTheOther = by;
        furthest = by.compareTo(furthest) > 0 ? by : furthest;
    }

    /** The latest that anybody can have taken it for until now. */
    Instant latest() {
        return time.now().plus(furthest);
    }
}
