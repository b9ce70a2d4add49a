package dev.cairn.local.simulation;

import dev.cairn.core.error.ModelException;
import dev.cairn.core.error.StoreException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every call to a port passes: here others may go first, and here faults strike. */
final class Gate {
    /** What the world does to itself where a fault says so. */
    interface Forces {
        void kill();

        void hang();

        void jump();

        void flip();

        /** Told of every call before it is made. */
        void calling(int number);

        /** Told of every fault where it strikes. */
        void struck(Site site, Fault fault);
    }

    /** Told of every call. */
    @FunctionalInterface
    interface Watcher {
        void sees(int number, String who, Site site);
    }

    private final Turns turns;
    private final Tally tally;
    private final Findings findings;
    private final Forces forces;
    private FaultPlan plan;
    private Watcher watcher = (number, who, site) -> {};
    private int calls;

    Gate(Turns turns, FaultPlan plan, Tally tally, Findings findings, Forces forces) {
        this.turns = turns;
        this.plan = plan;
        this.tally = tally;
        this.findings = findings;
        this.forces = forces;
    }

    int calls() {
        return calls;
    }

    void noMoreFaults() {
        plan = FaultPlan.NONE;
    }

    void watch(Watcher by) {
        watcher = by;
    }

    <T> T pass(Site site, Supplier<T> effect) {
        Invocation who = turns.invocation();
        if (who != null && who.isDead()) {
            findings.add(who + " called " + site + " after it had died: somebody survived an error");
            throw new Crash();
        }
        turns.pause();
        int number = ++calls;
        forces.calling(number);
        Fault fault = plan.at(number, site);
        String caller = who == null ? turns.running() : who.toString();
        watcher.sees(number, caller, site);
        findings.saw(number, caller, site, fault);
        if (fault != Fault.NONE) {
            tally.count("fault " + fault.name().toLowerCase(Locale.ROOT));
            forces.struck(site, fault);
        }
        try {
            return befall(fault, site, who, effect);
        } finally {
            // After the call, for an answer that it gave is lost by what struck this very call.
            if (who != null) {
                who.struck(fault, site);
            }
        }
    }

    private <T> T befall(Fault fault, Site site, @Nullable Invocation who, Supplier<T> effect) {
        return switch (fault) {
            case NONE -> learned(effect.get());
            case CLOCK_JUMP -> {
                forces.jump();
                yield effect.get();
            }
            case FLIP -> {
                forces.flip();
                yield effect.get();
            }
            case HANG -> {
                if (who != null) {
                    // From now on: others take over while it hangs.
                    who.setBeside();
                }
                forces.hang();
                yield effect.get();
            }
            case THROTTLE, TIMEOUT_BEFORE -> throw unknown(site, fault);
            case TIMEOUT_AFTER -> {
                var _ = effect.get();
                throw unknown(site, fault);
            }
            case REFUSE ->
                throw site.port() == Site.Port.MODEL ? ModelException.permanent("simulated 400") : unknown(site, fault);
            case CRASH_BEFORE -> throw crash(who);
            case CRASH_AFTER -> {
                var _ = effect.get();
                throw crash(who);
            }
            case KILL_BEFORE -> throw kill(who);
            case KILL_AFTER -> {
                var _ = effect.get();
                throw kill(who);
            }
        };
    }

    private <T> T learned(T result) {
        turns.observe(
                result instanceof Optional<?> found && found.isPresent() && found.get() instanceof byte[] bytes
                        ? Arrays.hashCode(bytes)
                        : String.valueOf(result));
        return result;
    }

    private static RuntimeException unknown(Site site, Fault fault) {
        String what = "simulated " + fault + " of " + site;
        return site.port() == Site.Port.MODEL ? ModelException.temporary(what) : new StoreException(what);
    }

    private static Crash crash(@Nullable Invocation who) {
        if (who != null) {
            who.dies();
        }
        return new Crash();
    }

    private Crash kill(@Nullable Invocation who) {
        forces.kill();
        return crash(who);
    }
}
