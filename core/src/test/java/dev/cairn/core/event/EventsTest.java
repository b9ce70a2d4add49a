package dev.cairn.core.event;

import static dev.cairn.core.world.ScriptedModel.go;
import static dev.cairn.core.world.ScriptedModel.stuck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.integrity.Quarantine;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.Log;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Tool;
import dev.cairn.core.world.World;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens to a run is told once, in order, beside the checkpoint that it came with. */
class EventsTest {
    private final World world = new World();

    EventsTest() {
        ToolCall pay = new ToolCall("a", "pay", Json.toTree(Map.of("n", 1)));
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.FACTS_UPDATE, "new facts")
                .on(Purpose.PLAN_UPDATE, "new plan")
                .on(Purpose.PROGRESS_LEDGER, go("coder"), "no", "no", "no", stuck("coder"), go("coder"))
                .on(Purpose.TURN, request -> new ModelResponse(new Content("", List.of(pay), null, null), 10, 5))
                .on(Purpose.TURN, "a reply")
                .on(Purpose.ANSWER, "the answer")
                .on(Purpose.PARTIAL_ANSWER, "what there is");
    }

    /** Plan review, tool approval, three malformed ledgers, a reset, a review of the new plan, a round limit. */
    private RunKey eventful() {
        Tool pay = new Tool("pay", "lambda", null, null, Tool.Approval.REQUIRED, null, null, null);
        RunKey run = world.open(PlanReview.ALWAYS, new Limits(4, 1, null, null, null, true), World.team(pay));
        world.answer(run, new Response(DecisionKind.REVISE, "shorter", null, null, null));
        world.answer(run, Response.approve());
        world.answer(run, Response.approve());
        world.answer(run, Response.approve());
        assertThat(world.run(run).status()).isEqualTo(RunStatus.STOPPED);
        return run;
    }

    @Test
    void events_shouldCarrySeqAndIdOfTheirCheckpoint_andEndWithItsCreation() {
        RunKey run = eventful();

        List<Event> events = world.events(run);
        assertThat(events.stream().map(Event::id)).isSorted().doesNotHaveDuplicates();
        assertThat(events.stream().map(Event::seq)).isSorted();
        for (CheckpointRecord checkpoint : world.checkpoints(run)) {
            List<Event> its = events.stream()
                    .filter(event -> event.seq() == checkpoint.seq())
                    .toList();
            assertThat(its).allSatisfy(event -> assertThat(event.checkpointId()).isEqualTo(checkpoint.checkpointId()));
            Event last = its.getLast();
            assertThat(last.type()).isEqualTo(EventType.CHECKPOINT_CREATED);
            assertThat(last.data())
                    .isEqualTo(Json.toTree(Map.of(
                            "step", checkpoint.step().word(),
                            "next", checkpoint.next().word())));
        }
    }

    @Test
    void events_shouldNameEntriesOfTheKindTheyAreAbout() {
        RunKey run = eventful();

        Log log = world.head(run).log();
        Map<EventType, EntryKind> about = Map.of(
                EventType.RUN_STARTED, EntryKind.TASK,
                EventType.PLAN_CREATED, EntryKind.PLAN,
                EventType.REPLANNED, EntryKind.PLAN,
                EventType.PROGRESS_LEDGER, EntryKind.PROGRESS_LEDGER,
                EventType.INSTRUCTION, EntryKind.INSTRUCTION,
                EventType.AGENT_MESSAGE, EntryKind.REPLY,
                EventType.TOOL_CALL, EntryKind.TOOL_CALL,
                EventType.TOOL_RESULT, EntryKind.TOOL_RESULT,
                EventType.RESPONSE_RECEIVED, EntryKind.RESPONSE,
                EventType.FINAL_ANSWER, EntryKind.ANSWER);
        Set<EventType> seen = EnumSet.noneOf(EventType.class);
        for (Event event : world.events(run)) {
            EntryKind kind = about.get(event.type());
            if (kind != null) {
                seen.add(event.type());
                assertThat(log.entry(event.data().get("entry").longValue()).kind())
                        .isEqualTo(kind);
            }
        }
        assertThat(seen).isEqualTo(about.keySet());
    }

    @Test
    void everyType_shouldBeTold_overRunsThatMeetEverything() {
        RunKey stopped = eventful();
        Set<EventType> told = EnumSet.of(EventType.AGENT_DELTA);
        told.addAll(world.eventTypes(stopped));
        told.add(world.events(stopped).getLast().type());
        RunKey fork = world.fork(new Fork(
                stopped,
                world.checkpointBefore(stopped, StepName.AWAIT_PERSON),
                new RunId("fork"),
                ReplayMode.FRESH,
                Edits.NONE,
                null,
                false,
                null));
        world.cancelling.cancel(fork);
        told.addAll(world.eventTypes(fork));
        world.model.anew(Purpose.FACTS);
        told.addAll(world.eventTypes(world.open(PlanReview.NEVER, Limits.DEFAULT)));

        new Quarantine(world.machine)
                .of(new BrokenObjectException(Keys.checkpoint(fork, Keys.first(fork)), "is missing"));
        told.addAll(world.eventTypes(fork));

        assertThat(told).isEqualTo(EnumSet.allOf(EventType.class));
    }
}
