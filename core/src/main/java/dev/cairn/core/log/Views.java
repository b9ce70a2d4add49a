package dev.cairn.core.log;

import java.util.function.Predicate;

/** The conversations that are projections of one log. */
public final class Views {
    private Views() {}

    /**
     * What the manager has seen: everything said to it or by it. Of the task ledger it sees the parts (task, facts,
     * plan) as they came, not the text made of them.
     */
    public static Predicate<Entry> ofManager() {
        return entry -> entry.audience().includesManager() && entry.kind() != EntryKind.TASK_LEDGER;
    }

    /**
     * What a participant has seen since the last reset: the task ledger, what was said before the task, everyone's
     * replies, its own instructions and tool calls.
     *
     * @param start the ordinal from which its view starts again
     */
    public static Predicate<Entry> ofParticipant(String participant, long start) {
        return entry -> entry.audience().includes(participant)
                && (entry.ordinal() >= start || entry.kind() == EntryKind.HISTORY)
                && entry.kind() != EntryKind.TASK;
    }
}
