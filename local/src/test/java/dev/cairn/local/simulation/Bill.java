package dev.cairn.local.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was paid for. The answer of a paid call is either kept durably once, in the journal or in a checkpoint, or it is
 * lost with the one invocation that held it. What is kept is never asked for again by who could have read it, and what
 * is lost is lost to a fault that struck its holder, or to an attempt beside it that was first.
 */
final class Bill {
    /** A call of a step: what is the same when it is made again. */
    private record Call(String step, String hash) {}

    /** A call as one invocation made it, and what became of its answer. */
    private static final class Attempt {
        private final Invocation by;
        private boolean over;
        private @Nullable String key;
        private int tick;

        Attempt(Invocation by) {
            this.by = by;
        }

        /** Whether the answer stands where this invocation could have read it before it called. */
        boolean couldBeReadBy(Invocation who) {
            return key != null && (who.begun() > tick || who.lookedAt(key) > tick);
        }
    }

    private final Turns turns;
    private final Findings findings;
    private final Map<Call, List<Attempt>> attempts = new HashMap<>();
    private final Map<Invocation, Attempt> held = new HashMap<>();
    private final Map<String, Attempt> kept = new HashMap<>();
    private final Map<String, Invocation> stored = new HashMap<>();
    private final Map<String, String> toolRuns = new HashMap<>();
    private int tick;
    private int modelCalls;
    private int toolCalls;
    private int repeated;
    private int struck;
    private int overtaken;
    private int discarded;
    private int answersKept;

    Bill(Turns turns, Findings findings) {
        this.turns = turns;
        this.findings = findings;
    }

    void begins(Invocation who) {
        who.begins(++tick);
    }

    /** A model answers; gives the number of this answer. */
    int modelCalled(String hash) {
        paid(hash, "a model");
        return ++modelCalls;
    }

    int toolRan(String idempotencyKey, String arguments) {
        paid("tool " + idempotencyKey, "a tool");
        String before = toolRuns.putIfAbsent(idempotencyKey, arguments);
        if (before != null && !before.equals(arguments)) {
            findings.add("one idempotency key was used for two calls of a tool: " + idempotencyKey);
        }
        return ++toolCalls;
    }

    private void paid(String hash, String what) {
        Invocation who = Objects.requireNonNull(turns.invocation(), "paid calls are made by invocations");
        if (held.containsKey(who)) {
            findings.add(who + " began a paid call before the answer to its last was kept");
            held.remove(who);
        }
        List<Attempt> before = attempts.computeIfAbsent(new Call(who.step(), hash), call -> new ArrayList<>());
        before.stream().filter(attempt -> !attempt.over).forEach(attempt -> {
            if (attempt.couldBeReadBy(who)) {
                findings.add(who + " asked " + what + " again although the answer stands in " + attempt.key
                        + ", where it had looked or should have");
            } else if (!who.isBeside() && !attempt.by.isBeside()) {
                findings.add(who + " asked " + what + " again while " + attempt.by
                        + " was at it, and nothing had set them side by side");
            }
        });
        repeated += before.isEmpty() ? 0 : 1;
        Attempt mine = new Attempt(who);
        before.add(mine);
        held.put(who, mine);
        who.holds();
    }

    /**
     * An object is read. Who holds an answer whose put was refused reads back, and may find that of an attempt beside.
     *
     * @param found whether it is there
     */
    void looked(String key, boolean found) {
        Invocation who = turns.invocation();
        if (who == null) {
            return;
        }
        who.lookedAt(key, ++tick);
        Invocation first = stored.get(key);
        if (found && isJournal(key) && first != null && !first.equals(who)) {
            Attempt mine = held.remove(who);
            if (mine != null) {
                overtaken(who, mine, key);
            }
        }
    }

    /** An object that can hold an answer was put, or was there already. */
    void put(String key, boolean created) {
        Invocation who = turns.invocation();
        if (who == null || !holdsAnswers(key)) {
            return;
        }
        if (created) {
            stored.put(key, who);
        }
        Attempt mine = held.remove(who);
        if (mine == null) {
            return;
        }
        if (created) {
            mine.key = key;
            mine.tick = ++tick;
            kept.put(key, mine);
            answersKept++;
            return;
        }
        overtaken(who, mine, key);
    }

    private void overtaken(Invocation who, Attempt mine, String key) {
        mine.over = true;
        overtaken++;
        Invocation first = stored.get(key);
        if (first == null || (!who.isBeside() && !first.isBeside())) {
            findings.add(who + " found " + key + " taken, and nothing had set another beside it");
        }
    }

    private static boolean holdsAnswers(String key) {
        return isJournal(key) || key.contains("/checkpoints/");
    }

    private static boolean isJournal(String key) {
        return key.contains("/journal/") && !key.contains("/journal/responses/");
    }

    /** An object is deleted: whoever comes now cannot read it. */
    void gone(String key) {
        Attempt attempt = kept.remove(key);
        if (attempt != null) {
            attempt.over = true;
            discarded++;
        }
    }

    /**
     * The end of an invocation: what it held unsaved was paid for in vain.
     *
     * @param killed whether its process died
     */
    void ends(Invocation who, boolean killed) {
        Attempt unsaved = held.remove(who);
        if (unsaved == null) {
            return;
        }
        unsaved.over = true;
        struck++;
        if (!killed && !who.isDead() && !who.isStruck()) {
            findings.add(who + " lost an answer that it had paid for, and nothing had struck it since");
        }
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

    /** Paid calls that had been made before by another attempt at their step. */
    int repeated() {
        return repeated;
    }

    /** Answers that were paid for in vain. */
    int lost() {
        return struck + overtaken;
    }

    /** Of these, how many were lost to an attempt beside that was first. */
    int overtaken() {
        return overtaken;
    }

    /** Answers that were kept and then deleted. */
    int discarded() {
        return discarded;
    }

    int answersKept() {
        return answersKept;
    }
}
