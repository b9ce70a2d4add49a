package dev.cairn.local.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What was paid for. A model's answer is either kept durably once, in the journal or in a checkpoint, or it is lost with
 * the one invocation that held it. What is kept is never asked for again by who could have read it.
 */
final class Bill {
    private record Kept(String key, int tick) {}

    private final Turns turns;
    private final Findings findings;
    private final Map<String, Kept> kept = new HashMap<>();
    private final Map<String, String> toolRuns = new HashMap<>();
    private int tick;
    private int modelCalls;
    private int toolCalls;
    private int lost;
    private int answersKept;

    Bill(Turns turns, Findings findings) {
        this.turns = turns;
        this.findings = findings;
    }

    private void begins(Invocation who) {
        if (who.unsaved() != null) {
            findings.add(who + " began a paid call before the answer to its last was kept");
        }
        loses(who);
    }

    /** A model answers; gives the number of this answer. */
    int modelCalled(String hash) {
        Invocation who = caller();
        Kept before = kept.get(hash);
        if (before != null && who.lookedAt(before.key()) > before.tick()) {
            findings.add(who + " asked a model again although it had looked at " + before.key()
                    + ", where the answer stands");
        }
        begins(who);
        who.holds(hash);
        return ++modelCalls;
    }

    int toolRan(String idempotencyKey, String arguments) {
        Invocation who = caller();
        begins(who);
        who.holds("tool " + idempotencyKey);
        String before = toolRuns.putIfAbsent(idempotencyKey, arguments);
        if (before != null && !before.equals(arguments)) {
            findings.add("one idempotency key was used for two calls of a tool: " + idempotencyKey);
        }
        return ++toolCalls;
    }

    void looked(String key) {
        Invocation who = turns.invocation();
        if (who != null) {
            who.lookedAt(key, ++tick);
        }
    }

    /** An object that can hold an answer was put, or was there already. */
    void put(String key, boolean created) {
        Invocation who = turns.invocation();
        if (who == null || who.unsaved() == null || !holdsAnswers(key)) {
            return;
        }
        if (created) {
            kept.put(Objects.requireNonNull(who.unsaved()), new Kept(key, ++tick));
            answersKept++;
            who.holds(null);
        } else {
            loses(who);
        }
    }

    private static boolean holdsAnswers(String key) {
        return (key.contains("/journal/") && !key.contains("/journal/responses/")) || key.contains("/checkpoints/");
    }

    /** Its end, or another's answer: what it held unsaved was paid for in vain. */
    void loses(Invocation who) {
        if (who.unsaved() != null) {
            lost++;
            who.holds(null);
        }
    }

    private Invocation caller() {
        return Objects.requireNonNull(turns.invocation(), "paid calls are made by invocations");
    }

    int modelCalls() {
        return modelCalls;
    }

    int toolCalls() {
        return toolCalls;
    }

    /** How many different tool calls there were. */
    int toolKeys() {
        return toolRuns.size();
    }

    int lost() {
        return lost;
    }

    int answersKept() {
        return answersKept;
    }
}
