package dev.cairn.core.lifecycle;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.checkpoint.StateBuilder;
import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Role;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestType;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.StepName;
import dev.cairn.core.step.TaskLedgerText;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.TeamText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a replay changes, as entries appended to the fork's log and a state that names them. */
final class ForkEdits {
    private final Checkpoint base;
    private final StateBuilder state;
    private final List<Entry> appended = new ArrayList<>();
    private final Team team;
    private final String task;
    private final StepName next;

    ForkEdits(Edits edits, Checkpoint base) {
        this.base = base;
        this.state = base.state().toBuilder();
        State was = base.state();
        this.team =
                edits.team() != null ? edits.team() : TeamText.read(base.log().text(was.team()));
        this.task = Objects.requireNonNullElseGet(edits.task(), () -> base.log().text(was.task()));
        check(edits, was);
        if (edits.team() != null) {
            state.team(append(Entry.CAIRN, Role.SYSTEM, EntryKind.TEAM, Audience.nobody(), TeamText.write(team)));
            state.teamFingerprint(TeamText.fingerprint(team));
        }
        if (edits.task() != null) {
            state.task(append(Entry.USER, Role.USER, EntryKind.TASK, Audience.everybody(), task));
        }
        if (edits.facts() != null) {
            state.facts(append(Entry.PERSON, Role.USER, EntryKind.FACTS, Audience.manager(), edits.facts()));
        }
        if (edits.plan() != null) {
            state.plan(append(Entry.PERSON, Role.USER, EntryKind.PLAN, Audience.manager(), edits.plan()));
        }
        if (edits.limits() != null) {
            state.limits(edits.limits().over(was.limits()));
        }
        if (edits.planReview() != null) {
            state.planReview(edits.planReview());
        }
        publishAnew(edits, was);
        this.next = next(edits);
    }

    private void check(Edits edits, State was) {
        List<Fault> faults = new ArrayList<>();
        if (edits.task() != null) {
            NewRun.checkTask(edits.task(), faults);
        }
        notBlank(faults, "edits.facts", edits.facts());
        notBlank(faults, "edits.plan", edits.plan());
        boolean planned = was.plan() != null;
        if (!planned && (edits.plan() != null || edits.facts() != null)) {
            faults.add(new Fault(
                    edits.plan() != null ? "edits.plan" : "edits.facts",
                    "no plan stands at this checkpoint yet; take a later one"));
        }
        if (was.turn() != null && team.find(was.turn().speaker()).isEmpty()) {
            faults.add(new Fault(
                    "edits.team",
                    "must have a participant named \"" + was.turn().speaker() + "\", whose turn it is"));
        }
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults);
        }
    }

    private static void notBlank(List<Fault> faults, String field, @Nullable String text) {
        if (text != null && text.isBlank()) {
            faults.add(new Fault(field, "must not be empty"));
        }
    }

    /** Where the plan stands, so that everybody has its task ledger, everybody gets the changed one. */
    private void publishAnew(Edits edits, State was) {
        boolean changed = edits.task() != null || edits.facts() != null || edits.plan() != null || edits.team() != null;
        State now = state.build();
        if (changed && stands(was) && now.facts() != null && now.plan() != null) {
            String ledger = TaskLedgerText.of(task, team, text(now.facts()), text(now.plan()));
            state.taskLedger(
                    append(Entry.MANAGER, Role.ASSISTANT, EntryKind.TASK_LEDGER, Audience.everybody(), ledger));
        }
    }

    /** A plan that was made after the last task ledger waits for its review yet. */
    private static boolean stands(State was) {
        return was.taskLedger() != null && was.plan() != null && was.plan() < was.taskLedger();
    }

    /** A run that a limit stopped goes on with what it was about to do if the limits are other ones now. */
    private StepName next(Edits edits) {
        State was = base.state();
        if (was.stopping() == null || edits.limits() == null) {
            return base.manifest().next();
        }
        state.stopping(null);
        if (was.plan() == null) {
            return StepName.PLAN;
        }
        if (was.turn() != null) {
            return StepName.AGENT_TURN;
        }
        boolean replanning = was.feedback() != null || base.manifest().step() == StepName.REPLAN;
        return replanning ? StepName.REPLAN : StepName.EVALUATE_PROGRESS;
    }

    private String text(long ordinal) {
        return base.log().plus(appended).text(ordinal);
    }

    private long append(String author, Role role, EntryKind kind, Audience audience, String text) {
        long ordinal = base.log().size() + appended.size();
        appended.add(new Entry(ordinal, author, role, kind, audience, StepName.OPEN, Content.text(text), null));
        return ordinal;
    }

    List<Entry> appended() {
        return appended;
    }

    StateBuilder state() {
        return state;
    }

    StepName next() {
        return next;
    }

    String task() {
        return task;
    }

    String teamName() {
        return team.name();
    }

    /** The pending request as the fork asks it: under its own id and time, about the plan that stands now. */
    OpenRequest request(OpenRequest asked, RequestId id, Instant now, Duration ttl) {
        Long plan = state.build().plan();
        boolean review = asked.type().equals(RequestType.PLAN_REVIEW) && plan != null;
        return new OpenRequest(
                id,
                asked.type(),
                now,
                now.plus(ttl),
                review ? plan : asked.planOrdinal(),
                review ? Digest.hex(text(Objects.requireNonNull(plan))) : asked.planHash(),
                asked.stalled(),
                asked.ledgerOrdinal(),
                asked.callOrdinal(),
                asked.toolCallId());
    }
}
