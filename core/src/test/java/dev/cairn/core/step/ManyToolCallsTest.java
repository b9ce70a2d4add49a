package dev.cairn.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.log.ToolCall;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.core.world.World;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A model that goes on calling tools, as many and by as long names as are taken. */
class ManyToolCallsTest {
    private static final int ANSWERS = 20;
    private static final int ITEM_OF_DYNAMO = 400 * 1024;

    private final World world = new World();

    @Test
    void turn_shouldBeCommittedInParts_eachOfWhichFitsIntoAnItemOfTheIndex() {
        world.model.on(Purpose.FACTS, "the facts").on(Purpose.PLAN, "the plan");
        world.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"), ScriptedModel.done());
        for (int answer = 0; answer < ANSWERS; answer++) {
            world.model.on(Purpose.TURN, request -> calling());
        }
        world.model.on(Purpose.TURN, "a reply").on(Purpose.ANSWER, "the answer");

        RunKey run = world.open(PlanReview.NEVER, Limits.DEFAULT, World.team());

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.texts(run, EntryKind.TOOL_RESULT)).hasSize(ANSWERS * ModelResponse.MAX_TOOL_CALLS);
        List<EventsRecord> events = world.index.list(run, RecordKind.EVENTS, null, false, 1_000);
        assertThat(events)
                .extracting(record -> Json.bytes(RecordCodec.RELEASED.write(record)).length)
                .allSatisfy(bytes -> assertThat(bytes).isLessThan(ITEM_OF_DYNAMO))
                .anySatisfy(bytes -> assertThat(bytes).isGreaterThan(100_000));
    }

    private static ModelResponse calling() {
        String longest = "\u0001".repeat(ModelResponse.MAX_TOOL_NAME);
        List<ToolCall> calls = IntStream.range(0, ModelResponse.MAX_TOOL_CALLS)
                .mapToObj(n -> new ToolCall("call-" + n, longest, Json.tree("{}")))
                .toList();
        return new ModelResponse(new Content("", calls, null, null), 10, 5);
    }
}
