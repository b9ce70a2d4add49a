package dev.cairn.local.simulation;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a set of histories amounted to. */
final class Summary {
    private static final int WIDTH = 110;
    private static final int INDENT = 11;

    private final String name;
    private final Tally tally = new Tally();
    private final Set<Integer> states = new TreeSet<>();
    private long histories;

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

    /** As docs/reliability.md shows it. */
    @Override
    public String toString() {
        return "Simulation, " + name + ": " + histories + " histories, " + of("calls to ports") + " calls to ports, "
                + states() + " distinct places of a fault\n"
                + line("faults", only("fault "))
                + line("runs", only("runs "))
                + line(
                        "paid",
                        of("model calls") + " model calls and " + of("tool runs") + " tool runs, of which "
                                + of("paid answers lost") + " were lost with the invocation that held them")
                + line(
                        "again",
                        of("paid calls repeated") + " paid calls; " + of("paid answers overtaken")
                                + " of the lost answers came after those of an attempt beside")
                + line(
                        "besides",
                        of("duplicate invocations") + " duplicate invocations, " + of("processes that died")
                                + " processes died, " + of("deeds of people") + " deeds of people, "
                                + of("decisions accepted") + " decisions accepted and " + of("decisions that lost")
                                + " that lost, " + of("replays opened") + " replays, " + of("resumed") + " resumes, "
                                + of("pinned") + " pins and " + of("unpinned") + " taken away, " + of("deletions")
                                + " deletions and " + of("expiries") + " expiries, " + of("events pushed")
                                + " events pushed and " + of("pushes lost") + " pushes lost");
    }

    /** Broken where a page is. */
    private static String line(String head, String words) {
        StringBuilder all = new StringBuilder();
        StringBuilder line = new StringBuilder(String.format("  %-9s", head + ":"));
        for (String word : words.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                all.append(line).append('\n');
                line = new StringBuilder(" ".repeat(INDENT));
            }
            line.append(line.length() > INDENT ? " " : "").append(word);
        }
        return all.append(line).append('\n').toString();
    }
}
