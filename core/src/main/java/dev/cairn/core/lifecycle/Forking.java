package dev.cairn.core.lifecycle;

import dev.cairn.core.audit.Actor;
import dev.cairn.core.audit.AuditAction;
import dev.cairn.core.checkpoint.AnsweredRequest;
import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Opened;
import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.Segments;
import dev.cairn.core.checkpoint.State;
import dev.cairn.core.checkpoint.StateBuilder;
import dev.cairn.core.checkpoint.StoredCheckpoint;
import dev.cairn.core.checkpoint.StoredResponse;
import dev.cairn.core.error.ConflictException;
import dev.cairn.core.error.Fault;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.event.EventType;
import dev.cairn.core.event.Occurrence;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Log;
import dev.cairn.core.port.SchemaCheck;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.Recorded;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.ForkedFrom;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.Storage;
import dev.cairn.core.run.Usage;
import dev.cairn.core.step.Machine;
import dev.cairn.core.step.Matching;
import dev.cairn.core.team.TeamText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens replays: new runs that begin where a checkpoint of another stands. The parent is only read. */
public final class Forking {
    private final Machine machine;
    private final Runs runs;
    private final Opening opening;
    private final SchemaCheck schemas;

    public Forking(Machine machine, Opening opening, SchemaCheck schemas) {
        this.machine = machine;
        this.runs = new Runs(machine.index(), machine.clock());
        this.opening = opening;
        this.schemas = schemas;
    }

    /**
     * Opens the fork, or answers the one that the same request opened before.
     *
     * @throws dev.cairn.core.error.NotFoundException if there is no such run or checkpoint
     * @throws ConflictException if the team is another and that was not asked for
     * @throws InvalidInputException if an edit or the response does not fit the checkpoint
     * @throws dev.cairn.core.error.BrokenObjectException if the checkpoint is not intact
     */
    public RunRecord fork(Fork fork, Actor actor) {
        Optional<RunRecord> before = opening.existing(fork.childKey(), fork.bodyHash());
        if (before.isPresent()) {
            return before.get();
        }
        RunRecord parent = runs.get(fork.parent()).record();
        Checkpoint base = base(fork);
        requireSameTeam(fork, base.state());
        Instant now = machine.clock().instant();
        ForkEdits edits = new ForkEdits(fork.edits(), base);
        StateBuilder state = edits.state();
        OpenRequest asked = asked(fork, base, edits, now);
        List<SegmentRef> recording = recording(fork, parent, base);
        state.recording(
                fork.mode() == ReplayMode.RECORDED ? new Recording(base.log().size(), recording, false) : null);
        state.usage(Usage.ZERO);

        // What it asks for has been looked at as a whole: from here on objects are stored.
        List<SegmentRef> segments = segments(fork, base, edits, recording);
        AnsweredRequest answered = null;
        if (asked != null) {
            state.request(asked);
            answered = answered(fork, base, edits, state.build(), asked, now);
        }

        Opened opened = new Opened(actor.who(), parent.labels(), parent.ttlDays(), fork.bodyHash());
        Manifest manifest = manifest(fork, edits, state.build(), segments, answered, opened, now);
        StoredCheckpoint stored =
                machine.checkpoints().writer().put(fork.childKey(), manifest, List.of(), Storage.ZERO);
        AuditRecord audit = AuditRecord.of(
                fork.parent(),
                actor,
                AuditAction.REPLAY,
                now,
                Map.of(
                        "checkpointId",
                        fork.checkpoint().value(),
                        "mode",
                        fork.mode().word(),
                        "runId",
                        fork.childKey().runId().value()));
        return opening.commit(
                fork.childKey(), stored, fork.bodyHash(), edits.task(), edits.teamName(), List.of(audit.write()));
    }

    /** The log of the fork: what it stands on is copied, and nothing that no checkpoint of it will name. */
    private List<SegmentRef> segments(Fork fork, Checkpoint base, ForkEdits edits, List<SegmentRef> recording) {
        Segments store = machine.checkpoints().segments();
        List<SegmentRef> standing = base.manifest().segments();
        Set<SegmentRef> copied = new LinkedHashSet<>(standing);
        copied.addAll(recording);
        store.requireIntact(fork.parent(), copied);
        List<SegmentRef> segments = store.append(fork.parent(), fork.childKey(), standing, edits.appended());
        copied.removeIf(segment -> !segments.contains(segment) && !recording.contains(segment));
        store.copy(fork.parent(), fork.childKey(), copied);
        return segments;
    }

    public RunRecord fork(Fork fork) {
        return fork(fork, Actor.CAIRN);
    }

    /** A terminal checkpoint leads nowhere: its fork takes the last step anew. */
    private Checkpoint base(Fork fork) {
        CheckpointRecord record = machine.checkpoints().record(fork.parent(), fork.checkpoint());
        if (record.terminal() && record.parentId() != null) {
            record = machine.checkpoints().record(fork.parent(), record.parentId());
        }
        return machine.checkpoints().load(fork.parent(), record);
    }

    private static void requireSameTeam(Fork fork, State state) {
        boolean other = fork.edits().team() != null
                && !TeamText.fingerprint(fork.edits().team()).equals(state.teamFingerprint());
        if (other && !fork.allowTeamChange()) {
            throw new ConflictException("The team is not the one that the checkpoint was made with;"
                    + " set allowTeamChange (--allow-team-change) if that is meant.");
        }
    }

    /** The parent's segments that hold what it said after the checkpoint. */
    private List<SegmentRef> recording(Fork fork, RunRecord parent, Checkpoint base) {
        if (fork.mode() == ReplayMode.FRESH) {
            return List.of();
        }
        return machine
                .checkpoints()
                .manifest(fork.parent(), machine.checkpoints().head(parent))
                .segments()
                .stream()
                .filter(segment -> segment.end() > base.log().size())
                .toList();
    }

    /** A request that is pending at the checkpoint is opened anew, for the fork's own people or with its answer. */
    private @Nullable OpenRequest asked(Fork fork, Checkpoint base, ForkEdits edits, Instant now) {
        OpenRequest pending = base.state().request();
        Response response = fork.response();
        if (pending == null || edits.next() != StepName.AWAIT_PERSON) {
            if (response != null) {
                throw new InvalidInputException(
                        "response", "no request is pending at checkpoint " + fork.checkpoint() + "; leave it out");
            }
            return null;
        }
        OpenRequest own = edits.request(pending, machine.ids().request(), now, machine.requestTtl());
        if (response != null) {
            checkResponse(base, own, response);
        }
        return own;
    }

    private @Nullable AnsweredRequest answered(
            Fork fork, Checkpoint base, ForkEdits edits, State state, OpenRequest own, Instant now) {
        Log log = base.log().plus(edits.appended());
        Response response = fork.response() != null ? fork.response() : recorded(fork, state, own, log);
        if (response == null) {
            return null;
        }
        Responses.Kept kept = machine.responses()
                .put(fork.childKey(), new StoredResponse(own.requestId(), response, now, StoredResponse.RECORDED));
        return new AnsweredRequest(response.decision(), kept.hash(), kept.bytes());
    }

    private void checkResponse(Checkpoint base, OpenRequest request, Response response) {
        List<Fault> faults = new ArrayList<>(
                new ResponseCheck(machine.checkpoints(), schemas).faults(request.type(), response, base, request));
        if (!faults.isEmpty()) {
            throw new InvalidInputException(faults.stream()
                    .map(fault -> new Fault("response." + fault.field(), fault.detail()))
                    .toList());
        }
        ResponseCheck.requireReviewLeft(response, base.state());
    }

    private @Nullable Response recorded(Fork fork, State state, OpenRequest request, Log log) {
        Recording recording = state.recording();
        if (recording == null) {
            return null;
        }
        return Recorded.read(machine.checkpoints().segments(), fork.childKey(), recording, log)
                .take(Matching.key(request, log))
                .map(entry -> entry.content().items())
                .map(items -> Json.fromTree(items, Response.class))
                .orElse(null);
    }

    private static Manifest manifest(
            Fork fork,
            ForkEdits edits,
            State state,
            List<SegmentRef> segments,
            @Nullable AnsweredRequest answered,
            Opened opened,
            Instant now) {
        RunKey child = fork.childKey();
        ForkedFrom from = new ForkedFrom(fork.parent().runId(), fork.checkpoint());
        List<Occurrence> occurrences = new ArrayList<>();
        occurrences.add(Occurrence.of(
                EventType.RUN_FORKED,
                Map.of(
                        "runId",
                        from.runId().value(),
                        "checkpointId",
                        from.checkpointId().value())));
        OpenRequest request = state.request();
        if (request != null) {
            occurrences.add(Occurrence.of(
                    request.planHash() == null ? EventType.REQUEST_OPENED : EventType.PLAN_REVIEW_REQUESTED,
                    Map.of(
                            "requestId",
                            request.requestId().value(),
                            "type",
                            request.type().word())));
        }
        occurrences.add(Occurrence.of(
                EventType.CHECKPOINT_CREATED,
                Map.of("step", StepName.OPEN.word(), "next", edits.next().word())));
        return new Manifest(
                child.runId(),
                0,
                Keys.first(child),
                null,
                now,
                StepName.OPEN,
                edits.next(),
                request != null && answered == null ? RunStatus.WAITING : RunStatus.RUNNING,
                null,
                from,
                state,
                segments,
                occurrences,
                answered,
                opened);
    }
}
