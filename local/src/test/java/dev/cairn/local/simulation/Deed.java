package dev.cairn.local.simulation;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What is done to a run besides its steps, and what must stand once it was asked for and nobody was in the way. */
enum Deed {
    DELETE("api DELETE", "never", RunStatus.SUCCEEDED) {
        @Override
        void doIt(World world) {
            world.people().delete(Races.key(world), "bob");
        }

        @Override
        boolean stands(World world) {
            return Races.run(world).deleted();
        }
    },
    KEEP("api POST", "never", RunStatus.SUCCEEDED) {
        @Override
        void doIt(World world) {
            world.people().keep(Races.key(world), "bob", true);
        }

        @Override
        boolean stands(World world) {
            return Races.run(world).keep()
                    && world.blobs().get(Keys.keep(Races.key(world))).isPresent();
        }
    },
    LET_GO("api POST", "never", RunStatus.SUCCEEDED) {
        @Override
        void prepare(World world) {
            KEEP.doIt(world);
            world.turns().runUntilIdle();
        }

        @Override
        void doIt(World world) {
            world.people().keep(Races.key(world), "bob", false);
        }

        @Override
        boolean stands(World world) {
            return !Races.run(world).keep()
                    && world.blobs().get(Keys.keep(Races.key(world))).isEmpty();
        }
    },
    REPLAY("api POST", "never", RunStatus.SUCCEEDED) {
        @Override
        void doIt(World world) {
            world.people().replay(Races.key(world), "bob", "a-key", true);
        }

        @Override
        boolean stands(World world) {
            return world.witness().runs().size() == 2;
        }
    },
    CANCEL("api POST", "always", RunStatus.WAITING) {
        @Override
        void doIt(World world) {
            world.people().cancel(Races.key(world));
        }

        @Override
        boolean stands(World world) {
            return Races.run(world).status() == RunStatus.CANCELLED;
        }
    },
    RESUME("api POST", "never", RunStatus.FAILED) {
        @Override
        void doIt(World world) {
            world.people().resume(Races.key(world), "bob");
        }

        @Override
        boolean stands(World world) {
            return Races.run(world).epoch() > 1 && Races.run(world).status() == RunStatus.SUCCEEDED;
        }
    },
    /** Nobody asks for it: an execution that has done enough makes way for the next. */
    HAND_OVER("HandoverFunction", "never", RunStatus.RUNNING) {
        @Override
        void doIt(World world) {
            // It works on by itself.
        }

        @Override
        boolean stands(World world) {
            return Races.run(world).epoch() > 1 && Races.run(world).status() == RunStatus.SUCCEEDED;
        }
    };

    private final String invocations;
    private final String review;
    private final RunStatus from;

    Deed(String invocations, String review, RunStatus from) {
        this.invocations = invocations;
        this.review = review;
        this.from = from;
    }

    void prepare(World world) {}

    abstract void doIt(World world);

    /** Whether it was done, at the end of the history. */
    abstract boolean stands(World world);

    /** Where it is about to be done, with this strike at its calls. */
    World before(Fault fault, int at, Strike[] made) {
        boolean[] refused = {from != RunStatus.FAILED};
        Strike strike = new Strike(
                (number, site) -> {
                    boolean first = site.port() == Site.Port.MODEL && !refused[0];
                    refused[0] |= first;
                    return first ? Fault.REFUSE : Fault.NONE;
                },
                fault,
                at);
        made[0] = strike;
        World world = new World(setting(), Luck.none(new Random(7)), Turns.Chooser.FIRST, strike);
        world.findings().trace();
        if (from == RunStatus.RUNNING) {
            strike.arm(world, invocations);
        }
        new History(world)
                .reach(() -> world.people().run() != null
                        && (from == RunStatus.RUNNING || Races.run(world).status() == from));
        prepare(world);
        strike.arm(world, invocations);
        return world;
    }

    private Setting setting() {
        return new Setting(
                new Script(List.of(), List.of(), 0),
                review,
                0,
                Duration.ofDays(7),
                Setting.FOR_GOOD,
                from == RunStatus.RUNNING ? 998 : 0,
                false,
                UnaryOperator.identity(),
                UnaryOperator.identity());
    }
}
