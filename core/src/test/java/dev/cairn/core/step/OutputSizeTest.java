package dev.cairn.core.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.core.world.World;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a participant says goes into the log; what the state machine and the index get stays small. */
class OutputSizeTest {
    private final World world = new World();

    @ParameterizedTest
    @ValueSource(ints = {0, 300_000, 8_000_000})
    void run_shouldKeepTheWholeReply_andOnlyPointToIt(int characters) {
        String reply = "x".repeat(characters);
        world.model.on(Purpose.FACTS, "the facts").on(Purpose.PLAN, "the plan");
        world.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"), ScriptedModel.done());
        world.model.on(Purpose.TURN, reply).on(Purpose.ANSWER, "the answer");

        RunKey run = world.open(PlanReview.NEVER, Limits.DEFAULT, World.team());

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.texts(run, EntryKind.REPLY)).containsExactly(reply);
        assertThat(Json.bytes(new Heads(world.machine).pointer(world.run(run), 999)))
                .hasSizeLessThan(1_000);
        for (RecordKind<?> kind : List.of(RecordKind.RUN, RecordKind.CHECKPOINT, RecordKind.EVENTS)) {
            for (IndexRecord record : world.index.list(run, kind, null, false, 1_000)) {
                assertThat(RecordCodec.RELEASED.write(record))
                        .as("a %s record", kind.word())
                        .hasSizeLessThan(2_000);
            }
        }
        List<CheckpointRecord> steps = world.checkpoints(run);
        assertThat(world.machine.checkpoints().load(run, steps.getLast()).log().size())
                .isPositive();
    }
}
