package dev.cairn.core.log;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an entry of the log is. */
public enum EntryKind {
    /** The team as it was when the run was opened or forked, as JSON; seen by nobody. */
    @JsonProperty("team")
    TEAM,
    @JsonProperty("task")
    TASK,
    /** What was said before the task, as the caller seeded it. */
    @JsonProperty("history")
    HISTORY,
    @JsonProperty("facts")
    FACTS,
    @JsonProperty("plan")
    PLAN,
    /** Task, team, facts and plan in one text, for everybody, once the plan stands. */
    @JsonProperty("task_ledger")
    TASK_LEDGER,
    /** The manager's judgement of a round; malformed attempts too. */
    @JsonProperty("progress_ledger")
    PROGRESS_LEDGER,
    @JsonProperty("instruction")
    INSTRUCTION,
    @JsonProperty("reply")
    REPLY,
    /** A model's wish to call tools, before its reply. */
    @JsonProperty("tool_call")
    TOOL_CALL,
    @JsonProperty("tool_result")
    TOOL_RESULT,
    /** What a person decided or answered. */
    @JsonProperty("response")
    RESPONSE,
    /** Something out of the ordinary that was noticed and survived. */
    @JsonProperty("notice")
    NOTICE,
    /** From here on the participants' views start again. */
    @JsonProperty("reset")
    RESET,
    @JsonProperty("answer")
    ANSWER
}
