package dev.cairn.local.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a set of histories amounted to. */
final class Summary {
    private final String name;
    private final Tally tally = new Tally();
    private final Set<Integer> states = new TreeSet<>();
    private long histories;
    private Duration took = Duration.ZERO;

    Summary(String name) {
        this.name = name;
    }

    synchronized void add(World world) {
        histories++;
        tally.add(world.tally());
        tally.count("calls to ports", world.gate().calls());
        tally.count("model calls", world.bill().modelCalls());
        tally.count("tool runs", world.bill().toolCalls());
        tally.count("paid answers lost", world.bill().lost());
        tally.count("paid answers overtaken", world.bill().overtaken());
        tally.count("paid answers discarded", world.bill().discarded());
        tally.count("paid calls repeated", world.bill().repeated());
        states.addAll(world.findings().states());
    }

    void took(Duration time) {
        took = time;
    }

    long histories() {
        return histories;
    }

    long of(String what) {
        return tally.of(what);
    }

    int states() {
        return states.size();
    }

    /** Faults of every kind together. */
    long faults() {
        return tally.all().entrySet().stream()
                .filter(one -> one.getKey().startsWith("fault "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private String only(String prefix) {
        Map<String, Long> found = new TreeMap<>();
        tally.all().forEach((what, times) -> {
            if (what.startsWith(prefix)) {
                found.put(what.substring(prefix.length()), times);
            }
        });
        return found.entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return "Simulation, " + name + ": " + histories + " histories in " + took.toSeconds() + " s, "
                + of("calls to ports") + " calls to ports, " + states() + " distinct places of a fault\n"
                + "  faults:  " + only("fault ") + "\n"
                + "  runs:    " + only("runs ") + "\n"
                + "  paid:    " + of("model calls") + " model calls and " + of("tool runs") + " tool runs, of which "
                + of("paid answers lost") + " were lost with the invocation that held them\n"
                + "  again:   " + of("paid calls repeated") + " paid calls; " + of("paid answers overtaken")
                + " of the lost answers came after those of an attempt beside\n"
                + "  besides: " + of("duplicate invocations") + " duplicate invocations, " + of("processes that died")
                + " processes died, " + of("deeds of people") + " deeds of people, " + of("decisions accepted")
                + " decisions accepted and " + of("decisions that lost") + " that lost, " + of("replays opened")
                + " replays, " + of("resumed") + " resumes";
    }
}
