package dev.cairn.core.step;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.checkpoint.CheckpointWriter;
import dev.cairn.core.checkpoint.Commit;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Manifest;
import dev.cairn.core.checkpoint.Recording;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.checkpoint.StoredCheckpoint;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.replay.Recorded;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one step of a run: loads the head, does what follows it, stores and commits what came of it. Taken twice, at
 * once or later, it commits once and answers the same pointer.
 */
public final class StepRunner {
    private static final int RACES = 5;

    private static final Map<StepName, Step> STEPS = Map.of(
            StepName.PLAN, new PlanStep(),
            StepName.SETTLE, new SettleStep(),
            StepName.EVALUATE_PROGRESS, new EvaluateProgressStep(),
            StepName.AGENT_TURN, new AgentTurnStep(),
            StepName.REPLAN, new ReplanStep(),
            StepName.ANSWER, new AnswerStep());

    private final Machine machine;
    private final Heads heads;
    private final Settling settling;

    public StepRunner(Machine machine) {
        this.machine = machine;
        this.heads = new Heads(machine);
        this.settling = new Settling(machine);
    }

    /**
     * Takes the step that a state of the state machine stands for.
     *
     * @param shortOfTime whether too little of the invocation is left to begin another model call
     * @return where the run stands then; {@code Close} if this execution has nothing more to do
     */
    public Pointer take(StepName name, Pointer pointer, BooleanSupplier shortOfTime) {
        try {
            return taken(name, pointer, shortOfTime);
        } catch (NotFoundException | BrokenObjectException gone) {
            if (run(pointer.run()).isEmpty()) {
                // It was deleted under this step, and nothing of it is missed.
                return pointer.withNext(StepName.CLOSE);
            }
            throw gone;
        }
    }

    private Pointer taken(StepName name, Pointer pointer, BooleanSupplier shortOfTime) {
        Optional<RunRecord> found = run(pointer.run());
        if (found.isEmpty() || isStale(found.get(), pointer)) {
            return pointer.withNext(StepName.CLOSE);
        }
        RunRecord run = found.get();
        if (run.seq() != pointer.seq() || !run.checkpointId().equals(pointer.checkpointId())) {
            return heads.pointer(run, pointer.steps());
        }
        CheckpointRecord headRecord = machine.checkpoints().head(run);
        Settlement settlement = null;
        if (name == StepName.SETTLE && headRecord.next() == StepName.AWAIT_PERSON) {
            Optional<Settlement> recorded = settling.outcome(run);
            if (recorded.isEmpty()) {
                return heads.pointer(run, headRecord.next(), pointer.steps());
            }
            settlement = recorded.get();
        } else if (headRecord.next() != name) {
            return heads.pointer(run, headRecord.next(), pointer.steps());
        }
        Checkpoint head = machine.checkpoints().load(run.run(), headRecord);
        StoredCheckpoint stored = store(run.run(), head, name, settlement, shortOfTime);
        return switch (machine.commit().commit(run.run(), stored, pointer.epoch())) {
            case Commit.Outcome.Committed committed ->
                heads.pointer(committed.run(), stored.manifest().next(), pointer.steps() + 1);
            case Commit.Outcome.Superseded superseded ->
                superseded.run().epoch() == pointer.epoch()
                        ? heads.pointer(superseded.run(), pointer.steps())
                        : pointer.withNext(StepName.CLOSE);
            case Commit.Outcome.Deleted _ -> pointer.withNext(StepName.CLOSE);
        };
    }

    private Optional<RunRecord> run(RunKey key) {
        return machine.index().get(RunRecord.key(key)).map(Versioned::record).filter(run -> !run.deleted());
    }

    /** A newer execution or an end took the run from this one. */
    private static boolean isStale(RunRecord run, Pointer pointer) {
        return run.epoch() != pointer.epoch() || (run.status().hasEnded() && run.status() != RunStatus.FAILED);
    }

    private StoredCheckpoint store(
            RunKey run, Checkpoint head, StepName name, @Nullable Settlement settlement, BooleanSupplier shortOfTime) {
        Manifest parent = head.manifest();
        String input = settlement == null ? "" : settlement.input();
        CheckpointId id = Keys.next(run, parent.checkpointId(), parent.seq() + 1, name, input);
        CheckpointWriter writer = machine.checkpoints().writer();
        Optional<StoredCheckpoint> left = writer.adoptable(run, id, parent, name);
        if (left.isPresent()) {
            return left.get();
        }
        for (int race = 0; race < RACES; race++) {
            try {
                Draft draft = draft(run, head, id, name, settlement, shortOfTime);
                List<SegmentRef> segments = writer.append(run, parent.segments(), draft.appended());
                return writer.put(run, manifest(parent, id, draft, segments), parent.segments(), draft.journal());
            } catch (Calls.LostRaceException lost) {
                Optional<StoredCheckpoint> theirs = writer.adoptable(run, id, parent, name);
                if (theirs.isPresent()) {
                    return theirs.get();
                }
            }
        }
        throw new StoreException(
                "Step " + name + " of run " + run + " is being taken by others at the same time; try it again.");
    }

    private Draft draft(
            RunKey run,
            Checkpoint head,
            CheckpointId making,
            StepName name,
            @Nullable Settlement settlement,
            BooleanSupplier shortOfTime) {
        Recording recording = head.state().recording();
        boolean recordedReplay = recording != null && !recording.missed();
        Recorded recorded = recording == null || recording.missed()
                ? Recorded.none()
                : Recorded.read(machine.checkpoints().segments(), run, recording, head.log());
        Calls calls = new Calls(
                machine.models(),
                machine.tools(),
                machine.checkpoints().journal(run, making),
                recorded,
                recordedReplay);
        StepEnvironment environment = new StepEnvironment(
                machine.clock(),
                machine.ids(),
                machine.events(),
                machine.responses(),
                machine.conversations(),
                recorded,
                machine.requestTtl(),
                shortOfTime);
        StepWork work = new StepWork(run, head, making, name, environment, calls, settlement);
        Step step = STEPS.get(name);
        if (step == null) {
            throw new IllegalArgumentException("state " + name + " takes no step");
        }
        try {
            step.take(work);
        } catch (LimitReachedException limit) {
            work.startStateAnew();
            Bounds.stop(work, limit.reason());
        }
        return work.finished();
    }

    private static Manifest manifest(Manifest parent, CheckpointId id, Draft draft, List<SegmentRef> segments) {
        return new Manifest(
                parent.runId(),
                parent.seq() + 1,
                id,
                parent.checkpointId(),
                draft.at(),
                draft.step(),
                draft.next(),
                draft.status(),
                draft.stopReason(),
                null,
                draft.state(),
                segments,
                draft.occurrences(),
                draft.answered(),
                null);
    }
}
