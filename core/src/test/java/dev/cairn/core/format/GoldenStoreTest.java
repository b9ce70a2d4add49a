package dev.cairn.core.format;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.checkpoint.Checkpoint;
import dev.cairn.core.event.EventType;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.log.Entry;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.world.World;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stores of every released format are read for ever, and their runs go on. */
class GoldenStoreTest {
    static List<GoldenStore> stores() {
        return GoldenStore.all();
    }

    @Test
    void everyFormat_shouldHaveItsGoldenStore() {
        assertThat(stores().stream().map(GoldenStore::format))
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, Formats.CURRENT)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aGoldenStore_shouldBeListedAndRead(GoldenStore store) throws IOException {
        World world = store.open();

        assertThat(GoldenStore.runs(world).stream().map(run -> world.run(run).status()))
                .containsExactlyInAnyOrder(
                        RunStatus.SUCCEEDED, RunStatus.SUCCEEDED, RunStatus.CANCELLED, RunStatus.WAITING);
        for (RunKey run : GoldenStore.runs(world)) {
            List<CheckpointRecord> records = world.checkpoints(run);
            assertThat(records).hasSize((int) world.run(run).seq() + 1);
            for (CheckpointRecord record : records) {
                Checkpoint checkpoint = world.machine.checkpoints().load(run, record);
                assertThat(checkpoint.manifest().checkpointId()).isEqualTo(record.checkpointId());
                assertThat(checkpoint.log().size())
                        .isEqualTo(checkpoint.manifest().logSize());
            }
        }
        assertThat(world.head(GoldenStory.FINISHED).log().stream().map(Entry::kind))
                .contains(EntryKind.TEAM, EntryKind.TOOL_CALL, EntryKind.TOOL_RESULT, EntryKind.RESPONSE)
                .contains(EntryKind.RESET, EntryKind.ANSWER);
        assertThat(world.eventTypes(GoldenStory.FINISHED))
                .startsWith(EventType.RUN_STARTED)
                .endsWith(EventType.FINAL_ANSWER);
        assertThat(world.requests(GoldenStory.FINISHED)).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aGoldenRun_shouldBeReplayed_fromEachOfItsCheckpoints_withoutAModel(GoldenStore store) throws IOException {
        World world = store.open();
        var before = world.objects(GoldenStory.FINISHED);
        List<String> said = said(world, GoldenStory.FINISHED);

        for (CheckpointRecord checkpoint : world.checkpoints(GoldenStory.FINISHED)) {
            RunKey child = world.fork(new Fork(
                    GoldenStory.FINISHED,
                    checkpoint.checkpointId(),
                    new RunId("again-" + checkpoint.seq()),
                    ReplayMode.RECORDED,
                    Edits.NONE,
                    null,
                    false,
                    null));

            assertThat(world.run(child).status()).as("from %s", checkpoint).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(said(world, child)).as("from %s", checkpoint).isEqualTo(said);
        }
        assertThat(world.model.calls()).isZero();
        assertThat(world.toolCalls).isEmpty();
        assertThat(world.objects(GoldenStory.FINISHED)).isEqualTo(before);
    }

    private static List<String> said(World world, RunKey run) {
        return world.head(run).log().stream()
                .map(entry -> entry.kind() + " " + entry.author() + ": " + entry.text())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void aGoldenRunThatWaits_shouldGoOnToItsEnd(GoldenStore store) throws IOException {
        World world = store.open();
        RunKey waiting = world.index.runs(World.TENANT, null, 100).items().stream()
                .filter(run -> run.status() == RunStatus.WAITING)
                .findFirst()
                .map(RunRecord::run)
                .orElseThrow();
        var before = world.objects(waiting);
        world.model
                .on(Purpose.PROGRESS_LEDGER, go("researcher"), done())
                .on(Purpose.TURN, "Three.")
                .on(Purpose.ANSWER, "Three stars.");

        world.answer(waiting, Response.approve());

        assertThat(world.run(waiting).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.texts(waiting, EntryKind.ANSWER)).containsExactly("Three stars.");
        assertThat(world.model.purposes())
                .containsExactly(Purpose.PROGRESS_LEDGER, Purpose.TURN, Purpose.PROGRESS_LEDGER, Purpose.ANSWER);
        assertThat(world.objects(waiting)).containsAllEntriesOf(before);
    }

    /** A change of what is written, however small, is another format: see docs/adr/0012. */
    @Test
    void todaysWriter_shouldWriteTheNewestFormat() throws IOException {
        World today = new World();
        new GoldenStory(today).tell();
        World golden = stores().getLast().open();

        assertThat(Shape.of(today.blobs, GoldenStore.rows(today)))
                .isEqualTo(Shape.of(golden.blobs, GoldenStore.rows(golden)));
        assertThat(Shape.of(golden.blobs, GoldenStore.rows(golden)).toString()).contains("teamFingerprint", "<hash>");
    }

    @Test
    void aGoldenStore_shouldNotBeWrittenOver() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> stores().getFirst().write(new World()))
                .withMessageContaining("never changed");
    }
}
