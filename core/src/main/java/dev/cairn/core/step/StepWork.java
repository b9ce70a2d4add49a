package dev.cairn.core.step;

import dev.cairn.core.checkpoint.AnsweredRequest;
import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.checkpoint.StateBuilder;
import dev.cairn.core.checkpoint.StoredResponse;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.CallRecord;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Log;
import dev.cairn.core.log.Role;
import dev.cairn.core.port.Messages;
import dev.cairn.core.port.ModelClient;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.TeamText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step under way: what it stands on, the calls it may make, and the checkpoint that it is making. */
final class StepWork {
    /** An item of DynamoDB has 400 KB, and one answer of a model may name tools in some 100 KB. */
    private static final int ENOUGH_EVENTS = 100_000;

    private final RunKey run;
    private final Checkpoint from;
    private final CheckpointId making;
    private final StepName step;
    private final StepEnvironment environment;
    private final Calls calls;
    private final Team team;
    private final @Nullable Settlement settlement;
    private final List<Entry> appended = new ArrayList<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private StateBuilder state;
    private final Instant at;
    private Log log;
    private @Nullable StepName next;
    private RunStatus status = RunStatus.RUNNING;
    private @Nullable StopReason stopReason;
    private @Nullable AnsweredRequest answered;
    private int eventBytes;

    StepWork(
            RunKey run,
            Checkpoint from,
            CheckpointId making,
            StepName step,
            StepEnvironment environment,
            Calls calls,
            @Nullable Settlement settlement) {
        this.run = run;
        this.from = from;
        this.making = making;
        this.step = step;
        this.environment = environment;
        this.calls = calls;
        this.settlement = settlement;
        this.log = from.log();
        this.state = from.state().toBuilder();
        this.at = environment.clock().instant();
        this.team = TeamText.read(from.log().text(from.state().team()));
    }

    RunKey run() {
        return run;
    }

    CheckpointId making() {
        return making;
    }

    Team team() {
        return team;
    }

    /** The state that the step began with. */
    State before() {
        return from.state();
    }

    /** The state that the step is making. */
    StateBuilder state() {
        return state;
    }

    /** Takes back what the step has decided so far; what it has paid for stays in the log. */
    void startStateAnew() {
        state = from.state().toBuilder();
    }

    /** The log with what this step has appended so far. */
    Log log() {
        return log;
    }

    /** What the manager has seen, as it is told to its model. */
    Messages asManager() {
        return environment.conversations().ofManager(run, log, team);
    }

    /** What a participant has seen, as it is told to its model. */
    Messages as(Participant participant) {
        return environment
                .conversations()
                .ofParticipant(run, log, participant, from.state().viewStart());
    }

    Calls calls() {
        return calls;
    }

    /**
     * Asks a model.
     *
     * @throws LimitReachedException if the call would have to be paid for and a limit forbids that
     */
    Calls.Answer model(ModelRequest request, ModelClient.Deltas deltas) {
        return calls.model(request, deltas, () -> Bounds.check(this, request.purpose()));
    }

    Instant now() {
        return environment.clock().instant();
    }

    String task() {
        return log.text(from.state().task());
    }

    /** For {@link SettleStep}: what became of the request. */
    Settlement settlement() {
        if (settlement == null) {
            throw new IllegalStateException("step " + step + " settles no request");
        }
        return settlement;
    }

    /**
     * Whether the step had better be committed before another call: too little of the invocation's time is left for one,
     * or its events fill a good part of the item of the index that has to hold them all.
     */
    boolean isFull() {
        return environment.timeIsShort() || eventBytes > ENOUGH_EVENTS;
    }

    ModelClient.Deltas deltas(String author) {
        return piece -> environment.events().delta(run, from.manifest().seq() + 1, author, piece);
    }

    long append(
            String author, Role role, EntryKind kind, Audience audience, Content content, @Nullable CallRecord call) {
        Entry entry = new Entry(log.size(), author, role, kind, audience, step, content, call);
        appended.add(entry);
        log = from.log().plus(appended);
        return entry.ordinal();
    }

    void event(EventType type, Map<String, ?> data) {
        occurrences.add(Occurrence.of(type, data));
        eventBytes += Json.bytes(data).length;
    }

    void entryEvent(EventType type, long ordinal) {
        occurrences.add(Occurrence.ofEntry(type, ordinal));
    }

    /** Says that something out of the ordinary was survived; people see it, models do not. */
    void notice(String text) {
        long ordinal = append(Entry.CAIRN, Role.SYSTEM, EntryKind.NOTICE, Audience.nobody(), Content.text(text), null);
        entryEvent(EventType.NOTICE, ordinal);
    }

    void next(StepName step) {
        next = step;
    }

    /** Nothing follows: the run ends, for this reason. */
    void finish(StopReason reason) {
        next = StepName.CLOSE;
        status = reason.status();
        stopReason = reason;
        state.turn(null);
    }

    /** Asks a person, and waits; in a recorded replay the recorded answer is taken if it was given to the same. */
    void ask(OpenRequest request) {
        state.request(request);
        next = StepName.AWAIT_PERSON;
        boolean review = request.planHash() != null;
        event(
                review ? EventType.PLAN_REVIEW_REQUESTED : EventType.REQUEST_OPENED,
                Map.of(
                        "requestId",
                        request.requestId().value(),
                        "type",
                        request.type().word()));
        Response recorded = calls.missed() ? null : environment.recordedResponse(Matching.key(request, log));
        if (recorded == null) {
            status = RunStatus.WAITING;
        } else {
            Responses.Kept kept = environment
                    .responses()
                    .put(run, new StoredResponse(request.requestId(), recorded, at, StoredResponse.RECORDED));
            answered = new AnsweredRequest(recorded.decision(), kept.hash(), kept.bytes());
        }
    }

    Duration requestTtl() {
        return environment.requestTtl();
    }

    dev.cairn.core.run.RequestId newRequestId() {
        return environment.ids().request();
    }

    /** The checkpoint that was made, its log not yet stored. */
    Draft finished() {
        if (next == null) {
            throw new IllegalStateException("step " + step + " did not say what follows it");
        }
        state.spend(calls.usage());
        State before = from.state();
        if (before.recording() != null && calls.missed()) {
            state.recording(before.recording().live());
            notice("This replay met a call that the parent's record does not hold; from here on models are called.");
        }
        calls.damaged()
                .forEach(key -> notice("What was kept of a completed call could not be read: " + key
                        + ". It lies in quarantine, and the call was made again."));
        event(EventType.CHECKPOINT_CREATED, Map.of("step", step.word(), "next", next.word()));
        return new Draft(
                at, step, next, status, stopReason, state.build(), appended, occurrences, answered, calls.journal());
    }

    /**
     * The key of a tool call that stays the same however often the step is done again.
     *
     * @param entry the ordinal of the entry that asks for it: a provider may give one id to calls of several messages
     */
    String idempotencyKey(long entry, String toolCallId) {
        return Json.text(List.of(run.runId().value(), making.value(), entry, toolCallId));
    }
}
