package dev.cairn.local.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What was found wrong in a history, and the last of what led to it. */
final class Findings {
    private static final int REMEMBERED = 400;

    private final List<String> wrong = new ArrayList<>();
    private final Deque<String> trace = new ArrayDeque<>();
    private final Set<Integer> states = new TreeSet<>();
    private boolean tracing;
    private int digest = 17;

    void add(String what) {
        wrong.add(what);
        note("WRONG: " + what);
    }

    List<String> all() {
        return wrong;
    }

    boolean none() {
        return wrong.isEmpty();
    }

    /** Keeps the words of what happens, for the one history that is looked at. */
    void trace() {
        tracing = true;
    }

    void note(String what) {
        if (tracing) {
            trace.add(what);
            if (trace.size() > REMEMBERED) {
                trace.remove();
            }
        }
    }

    void saw(int number, String who, Site site, Fault fault) {
        digest = 31 * digest
                + who.hashCode() * 7
                + site.what().hashCode()
                + fault.name().hashCode();
        if (tracing) {
            note(number + " " + who + " -> " + site + (fault == Fault.NONE ? "" : "   " + fault));
        }
    }

    /** A place where a history can be. */
    void state(int hash) {
        states.add(hash);
    }

    Set<Integer> states() {
        return states;
    }

    /** Of the whole course: the same for the same seed. */
    int digest() {
        return digest;
    }

    String story() {
        return String.join("\n", trace);
    }
}
