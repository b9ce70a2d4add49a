package dev.cairn.local.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Worlds that go wrong at calls that are told, and nowhere else. */
final class Crashes {
    /** Calls that change nothing: a crash before one of them is a crash before the next that does. */
    private static final Set<String> READS = Set.of("get", "list", "runs", "due", "lives");

    private Crashes() {}

    static World world(boolean local, FaultPlan plan) {
        return new World(Setting.threeRounds(local), Luck.none(new Random(7)), Turns.Chooser.FIRST, plan);
    }

    /** How many calls to ports the undisturbed run makes. */
    static int calls(boolean local) {
        return finished(world(local, FaultPlan.NONE)).gate().calls();
    }

    /** The command that plays a run with these crashes again. */
    static String again(boolean local, List<Point> points) {
        return "mvn -pl local -am test -Dtest=CrashTest -Dsurefire.failIfNoSpecifiedTests=false -Dcairn.local=" + local
                + " -Dcairn.crashes="
                + points.stream()
                        .map(point -> point.fault() + "@" + point.call())
                        .collect(Collectors.joining(","));
    }

    /** What such a command says of the crashes. */
    static List<Point> told(String crashes) {
        return Stream.of(crashes.split(","))
                .map(one -> one.split("@", 2))
                .map(one -> new Point(Integer.parseInt(one[1]), Fault.valueOf(one[0])))
                .toList();
    }

    static FaultPlan plan(List<Point> points) {
        return (number, site) -> points.stream()
                .filter(point -> point.call() == number)
                .map(Point::fault)
                .findFirst()
                .orElse(Fault.NONE);
    }

    private static World finished(World world) {
        new History(world).play();
        if (!world.findings().none()) {
            throw new AssertionError(String.join("\n", world.findings().all()));
        }
        return world;
    }

    /**
     * Every crash that differs from the others, from a call on, in a run with these faults. A crash after a call is the
     * one before the next of the same invocation, and one among reads is the one before the next call with an effect;
     * so there is one before each effect, and one after the last of each invocation.
     */
    static List<Point> points(boolean local, FaultPlan plan, int from, Fault before, Fault after) {
        List<Point> found = new ArrayList<>();
        Map<String, Point> last = new HashMap<>();
        World world = world(local, plan);
        world.gate().watch((number, who, site) -> {
            if (number >= from && !READS.contains(site.what().split(" ", 2)[0])) {
                found.add(new Point(number, before));
                last.put(who, new Point(number, after));
            }
        });
        finished(world);
        found.addAll(last.values());
        found.sort(Comparator.comparingInt(Point::call).thenComparing(Point::fault));
        return found;
    }

    /** Where a crash strikes. */
    record Point(int call, Fault fault) {
        Fault at(int number) {
            return number == call ? fault : Fault.NONE;
        }

        @Override
        public String toString() {
            return fault + " at call " + call;
        }
    }
}
