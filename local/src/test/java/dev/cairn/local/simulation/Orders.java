package dev.cairn.local.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every order in which the calls of a race can come. Of two orders that lead to the same state of the world and of
 * everybody's knowledge only one is followed further, for what follows is the same.
 */
final class Orders {
    private final Set<Integer> seen = new HashSet<>();
    private final Deque<List<Integer>> untried = new ArrayDeque<>();

    /** How many orders led to an end of their own, and how many states they passed. */
    record Explored(int ends, int states) {}

    /** What a race is. */
    interface Race {
        /** The world before it. */
        World before(Turns.Chooser chooser);

        void begin(World world);

        /** Looks at its end; adds to the world's findings. */
        void judge(World world);
    }

    /** One order: as told, then whoever is first, noting what else could have been. */
    private final class Order implements Turns.Chooser {
        private final List<Integer> told;
        private final List<Integer> taken = new ArrayList<>();
        private @Nullable World world;
        private boolean known;

        Order(List<Integer> told) {
            this.told = told;
        }

        @Override
        public int among(int count, boolean mayStay) {
            World racing = world;
            if (racing == null || known || count == 1) {
                return 0;
            }
            int pick = 0;
            if (taken.size() < told.size()) {
                pick = told.get(taken.size());
            } else if (!seen.add(racing.standing())) {
                known = true;
            } else {
                for (int other = 1; other < count; other++) {
                    List<Integer> branch = new ArrayList<>(taken);
                    branch.add(other);
                    untried.add(branch);
                }
            }
            taken.add(pick);
            return pick;
        }
    }

    /** @throws AssertionError with the first order that ends wrong */
    static Explored all(Race race) {
        return new Orders().explore(race);
    }

    private Explored explore(Race race) {
        int ends = 0;
        untried.add(List.of());
        while (!untried.isEmpty()) {
            Order order = new Order(untried.removeLast());
            World world = race.before(order);
            race.begin(world);
            order.world = world;
            world.turns().runUntilIdle();
            order.world = null;
            if (!order.known) {
                ends++;
                race.judge(world);
                world.letGo();
                new History(world).finish();
                if (!world.findings().none()) {
                    throw new AssertionError("in the order " + order.taken + ":\n"
                            + String.join("\n", world.findings().all()) + "\n"
                            + world.findings().story());
                }
            }
        }
        return new Explored(ends, seen.size());
    }

    /** A race made of its parts. */
    static Race race(
            Function<Turns.Chooser, World> before,
            java.util.function.Consumer<World> begin,
            java.util.function.Consumer<World> judge) {
        return new Race() {
            @Override
            public World before(Turns.Chooser chooser) {
                return before.apply(chooser);
            }

            @Override
            public void begin(World world) {
                begin.accept(world);
            }

            @Override
            public void judge(World world) {
                judge.accept(world);
            }
        };
    }
}
