package dev.cairn.core.step;

import dev.cairn.core.team.Team;

/** The task ledger as everybody reads it: task, team, facts and plan in one text. */
public final class TaskLedgerText {
    private TaskLedgerText() {}

    public static String of(String task, Team team, String facts, String plan) {
        return Prompts.taskLedger(task, team, facts, plan);
    }
}
