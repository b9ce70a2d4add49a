package dev.cairn.core.world;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.event.Event;
import dev.cairn.core.event.EventType;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.Awaiting;
import dev.cairn.core.lifecycle.Cancelling;
import dev.cairn.core.lifecycle.Failing;
import dev.cairn.core.lifecycle.Forking;
import dev.cairn.core.lifecycle.HistoryItem;
import dev.cairn.core.lifecycle.Keeping;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.lifecycle.Opening;
import dev.cairn.core.lifecycle.Responding;
import dev.cairn.core.lifecycle.Resuming;
import dev.cairn.core.lifecycle.Starting;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.SchemaCheck;
import dev.cairn.core.port.ToolRunner;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Machine;
import dev.cairn.core.step.StepRunner;
import dev.cairn.core.team.Manager;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The whole machine over memory stores, a scripted model and a clock that stands. */
public final class World {
    public static final TenantId TENANT = new TenantId("acme");

    public final ScriptedModel model = new ScriptedModel();
    public final TestClock clock = new TestClock();
    public final CountingIds ids = new CountingIds();
    public final BlobStore blobs;
    public final IndexStore index;
    public final List<ToolRunner.Invocation> toolCalls = new ArrayList<>();
    public final InlineExecutions executions = new InlineExecutions();
    public final Machine machine;
    public final Opening opening;
    public final Starting starting;
    public final Resuming resuming;
    public final Responding responding;
    public final Cancelling cancelling;
    public final Keeping keeping;
    public final Forking forking;
    public final StepRunner steps;

    public World() {
        this(new MemoryBlobStore(), new MemoryIndexStore());
    }

    public World(BlobStore blobs, IndexStore index) {
        this(blobs, index, Formats.RELEASED);
    }

    public World(BlobStore blobs, IndexStore index, Formats formats) {
        this.blobs = blobs;
        this.index = index;
        ToolRunner tools = invocation -> {
            toolCalls.add(invocation);
            return new ToolRunner.Result("result of " + invocation.call().arguments(), false);
        };
        SchemaCheck anything = (schema, value, field) -> List.of();
        machine = Machine.over(blobs, index, model, tools, clock, ids, EventSink.NONE, Duration.ofDays(7), formats);
        opening = new Opening(machine);
        starting = new Starting(machine, executions);
        resuming = new Resuming(machine, starting, executions);
        responding = new Responding(machine, resuming, executions, anything);
        cancelling = new Cancelling(machine, executions);
        keeping = new Keeping(machine, starting);
        forking = new Forking(machine, opening, anything);
        steps = new StepRunner(machine);
        executions.use(steps, new Awaiting(machine, executions), new Failing(machine));
    }

    /** A team of a researcher and a coder, whose names the scripts use. */
    public static Team team(Tool... coderTools) {
        ModelName model = ModelName.parse("scripted:any");
        return new Team(
                "research",
                new Manager(model, null),
                List.of(
                        new Participant("researcher", "finds things", "Find things.", model, List.of()),
                        new Participant("coder", "computes things", "Compute things.", model, List.of(coderTools))),
                PlanReview.NEVER,
                LimitsPatch.NONE);
    }

    public RunKey open(PlanReview review, Limits limits, Team team, HistoryItem... history) {
        RunKey run = new RunKey(TENANT, ids.run());
        RunRecord opened = opening.open(
                new NewRun(run, "Count the stars.", List.of(history), team, review, limits, Map.of(), 30, null));
        starting.start(opened);
        executions.work();
        return run;
    }

    public RunKey open(PlanReview review, Limits limits) {
        return open(review, limits, team());
    }

    public RunRecord run(RunKey run) {
        return index.get(RunRecord.key(run)).orElseThrow().record();
    }

    public Checkpoint head(RunKey run) {
        return machine.checkpoints().load(run, machine.checkpoints().head(run(run)));
    }

    public List<CheckpointRecord> checkpoints(RunKey run) {
        return index.list(run, RecordKind.CHECKPOINT, null, false, 1000);
    }

    public CheckpointId checkpointBefore(RunKey run, dev.cairn.core.run.StepName next) {
        return checkpoints(run).stream()
                .filter(record -> record.next() == next)
                .findFirst()
                .orElseThrow()
                .checkpointId();
    }

    public List<RequestRecord> requests(RunKey run) {
        return index.list(run, RecordKind.REQUEST, null, false, 1000);
    }

    public void answer(RunKey run, Response response) {
        responding.respond(
                run,
                java.util.Objects.requireNonNull(run(run).pendingRequest(), "no request is pending"),
                response,
                null,
                "tester");
        executions.work();
    }

    public RunKey fork(Fork fork) {
        RunRecord child = forking.fork(fork);
        starting.start(child);
        executions.work();
        return child.run();
    }

    public List<Event> events(RunKey run) {
        return index.list(run, RecordKind.EVENTS, null, false, 1000).stream()
                .map(EventsRecord::events)
                .flatMap(List::stream)
                .toList();
    }

    public List<EventType> eventTypes(RunKey run) {
        return events(run).stream()
                .map(Event::type)
                .filter(type -> type != EventType.CHECKPOINT_CREATED)
                .toList();
    }

    public List<String> texts(RunKey run, EntryKind kind) {
        return head(run).log().stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::text)
                .toList();
    }

    /** Everything stored under the run's prefix, byte for byte. */
    public Map<String, List<Byte>> objects(RunKey run) {
        Map<String, List<Byte>> objects = new TreeMap<>();
        for (BlobStore.Stored stored : blobs.list(run.prefix(), null, 1000)) {
            List<Byte> bytes = new ArrayList<>();
            for (byte one : blobs.get(stored.key()).orElseThrow()) {
                bytes.add(one);
            }
            objects.put(stored.key(), bytes);
        }
        return objects;
    }
}
