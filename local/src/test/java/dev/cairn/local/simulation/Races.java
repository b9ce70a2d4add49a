package dev.cairn.local.simulation;

import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where races begin, and how they are run: in every order of their calls. */
final class Races {
    /** How long people's runs are kept. */
    static final Duration TTL = Duration.ofDays(Setting.FOR_GOOD);

    private Races() {}

    static World world(Turns.Chooser chooser, String review, FaultPlan plan) {
        Setting three = Setting.threeRounds(false);
        Setting setting = new Setting(
                new Script(List.of(), List.of(), 0),
                review,
                0,
                Duration.ofDays(7),
                Setting.FOR_GOOD,
                0,
                false,
                three.blobs(),
                three.index());
        World world = new World(setting, Luck.none(new Random(7)), chooser, plan);
        world.findings().trace();
        return world;
    }

    static RunKey key(World world) {
        return Objects.requireNonNull(world.people().run(), "no run is open");
    }

    static RunRecord run(World world) {
        return Objects.requireNonNull(world.witness().run(key(world)));
    }

    /** A plan waits for its review, and executions get no further. */
    static World asked(Turns.Chooser chooser) {
        World world = world(chooser, "always", FaultPlan.NONE);
        new History(world)
                .reach(() -> world.people().run() != null && run(world).status() == RunStatus.WAITING);
        return world;
    }

    static World held(World world) {
        world.holdExecutions();
        return world;
    }

    /** A run is open, and its execution has not begun. */
    static World opened(Turns.Chooser chooser) {
        World world = held(world(chooser, "never", FaultPlan.NONE));
        new History(world).reach(() -> world.people().run() != null);
        return world;
    }

    static World ended(Turns.Chooser chooser) {
        World world = world(chooser, "never", FaultPlan.NONE);
        new History(world)
                .reach(() -> world.people().run() != null && run(world).status() == RunStatus.SUCCEEDED);
        return held(world);
    }

    /** A run has ended and is pinned, and its time passed long ago. */
    static World kept(Turns.Chooser chooser) {
        World world = ended(chooser);
        world.people().keep(key(world), "carol", true);
        world.turns().runUntilIdle();
        world.time().pass(TTL.plusDays(1));
        return world;
    }

    static World failed(Turns.Chooser chooser) {
        boolean[] refused = new boolean[1];
        World world = world(chooser, "never", (number, site) -> {
            boolean first = site.port() == Site.Port.MODEL && !refused[0];
            refused[0] |= first;
            return first ? Fault.REFUSE : Fault.NONE;
        });
        new History(world)
                .reach(() -> world.people().run() != null && run(world).status() == RunStatus.FAILED);
        return held(world);
    }

    static RequestRecord request(World world, int nth) {
        List<RequestRecord> all = new ArrayList<>(world.index().list(key(world), RecordKind.REQUEST, null, false, 100));
        all.sort(Comparator.comparingLong(RequestRecord::seq));
        return all.get(nth);
    }

    static RequestId asking(World world) {
        return request(world, 0).request().requestId();
    }

    static void race(String name, Function<Turns.Chooser, World> before, Consumer<World> begin, Consumer<World> judge) {
        Orders.Explored explored = Orders.all(Orders.race(before, begin, judge));
        System.out.println("Race, " + name + ": " + explored.states() + " states, " + explored.ends() + " ends");
    }
}
