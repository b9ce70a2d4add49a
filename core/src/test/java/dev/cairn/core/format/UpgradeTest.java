package dev.cairn.core.format;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.Quarantine;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.WayOn;
import dev.cairn.core.json.Json;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** A run that an older Cairn began and today's ends, over a format 0 that is made up: every kind has another field. */
class UpgradeTest {
    private static final Map<Stored, List<String>> RENAMED = Map.ofEntries(
            Map.entry(Stored.MANIFEST, List.of("sequence", "seq")),
            Map.entry(Stored.ENTRY, List.of("by", "author")),
            Map.entry(Stored.JOURNAL_ENTRY, List.of("wrong", "failed")),
            Map.entry(Stored.RESPONSE, List.of("giver", "by")),
            Map.entry(Stored.RUN, List.of("days", "ttlDays")),
            Map.entry(Stored.CHECKPOINT, List.of("sha", "hash")),
            Map.entry(Stored.EVENTS, List.of("order", "batch")),
            Map.entry(Stored.REQUEST, List.of("state", "status")),
            Map.entry(Stored.TOKEN, List.of("secret", "token")),
            Map.entry(Stored.QUARANTINE, List.of("why", "what")),
            Map.entry(Stored.AUDIT, List.of("doer", "who")));

    private static ObjectNode renamed(ObjectNode tree, String from, String to) {
        ObjectNode renamed = tree.deepCopy();
        return renamed.set(to, renamed.remove(from));
    }

    /** Writes format 0 until it is upgraded, and reads both from then on. */
    private static final class Releases extends Formats {
        private final Map<Stored, ObjectNode> written = new EnumMap<>(Stored.class);
        private boolean upgraded;

        Releases() {
            super(
                    0,
                    RENAMED.entrySet().stream()
                            .map(one -> new Upcast(
                                    one.getKey(),
                                    0,
                                    tree -> renamed(
                                            tree,
                                            one.getValue().getFirst(),
                                            one.getValue().getLast())))
                            .toList());
        }

        @Override
        protected int written() {
            return upgraded ? CURRENT : 0;
        }

        @Override
        protected ObjectNode tree(Stored kind, Object value) {
            ObjectNode tree = super.tree(kind, value);
            List<String> names = RENAMED.getOrDefault(kind, List.of());
            ObjectNode older = upgraded ? tree : renamed(tree, names.getLast(), names.getFirst());
            written.putIfAbsent(kind, older.deepCopy());
            return older;
        }
    }

    private final Releases formats = new Releases();
    private final BlobStore blobs = new MemoryBlobStore();
    private final IndexStore index = new MemoryIndexStore(new RecordCodec(formats));
    private final World older = world();

    private World world() {
        World world = new World(blobs, index, formats);
        world.model.on(Purpose.FACTS, "the facts").on(Purpose.PLAN, "the plan");
        return world;
    }

    private World upgraded() {
        formats.upgraded = true;
        World newer = new World(blobs, index, formats);
        newer.model
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.PROGRESS_LEDGER, go("researcher"), done())
                .on(Purpose.TURN, "a reply")
                .on(Purpose.ANSWER, "the answer");
        return newer;
    }

    private List<String> documents(RunKey run) {
        return blobs.list(run.prefix(), null, 1000).stream()
                .map(stored ->
                        stored.key() + " " + unpacked(blobs.get(stored.key()).orElseThrow()))
                .toList();
    }

    private static String unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRunThatWaits_shouldEnd_afterAnUpgrade() {
        RunKey run = older.open(PlanReview.ALWAYS, Limits.DEFAULT);
        var before = older.objects(run);
        assertThat(documents(run)).isNotEmpty().allMatch(document -> document.contains("{\"format\":0"));
        assertThat(documents(run).toString())
                .contains("\"sequence\":", "\"by\":")
                .doesNotContain("\"author\":");

        World newer = upgraded();
        newer.answer(run, Response.approve());

        assertThat(newer.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(newer.texts(run, EntryKind.ANSWER)).containsExactly("the answer");
        assertThat(newer.model.purposes()).doesNotContain(Purpose.FACTS, Purpose.PLAN);
        assertThat(newer.objects(run)).containsAllEntriesOf(before);
        assertThat(documents(run)).anyMatch(document -> document.contains("{\"format\":1"));
    }

    @Test
    void aStepThatWasUnderWay_shouldKeepItsCalls_afterAnUpgrade() {
        older.model.anew(Purpose.PLAN).on(Purpose.PLAN, request -> {
            throw new IllegalStateException("killed");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> older.open(PlanReview.NEVER, Limits.DEFAULT));
        RunKey run = GoldenStore.runs(older).getFirst();
        assertThat(documents(run))
                .anyMatch(document -> document.contains("/journal/") && document.contains("\"wrong\":"));

        World newer = upgraded();
        newer.starting.start(newer.run(run));
        newer.executions.work();

        assertThat(newer.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(newer.model.purposes()).startsWith(Purpose.PLAN).doesNotContain(Purpose.FACTS);
        assertThat(newer.texts(run, EntryKind.FACTS)).containsExactly("the facts");
    }

    @Test
    void anOldRun_shouldBeReplayed_afterAnUpgrade_andStayAsItWas() {
        older.model
                .on(Purpose.PROGRESS_LEDGER, go("researcher"), done())
                .on(Purpose.TURN, "a reply")
                .on(Purpose.ANSWER, "the answer");
        RunKey run = older.open(PlanReview.ALWAYS, Limits.DEFAULT);
        older.answer(run, Response.approve());
        var before = older.objects(run);
        assertThat(documents(run)).anyMatch(document -> document.contains("\"giver\":"));

        World newer = upgraded();
        RunKey child = newer.fork(new Fork(
                run,
                newer.checkpoints(run).getFirst().checkpointId(),
                new RunId("child"),
                ReplayMode.RECORDED,
                Edits.NONE,
                null,
                false,
                null));

        assertThat(newer.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(newer.model.calls()).isZero();
        assertThat(newer.texts(child, EntryKind.ANSWER)).containsExactly("the answer");
        assertThat(newer.objects(run)).isEqualTo(before);
    }

    private RunKey finished() {
        older.model
                .on(Purpose.PROGRESS_LEDGER, go("researcher"), done())
                .on(Purpose.TURN, "a reply")
                .on(Purpose.ANSWER, "the answer");
        RunKey run = older.open(PlanReview.ALWAYS, Limits.DEFAULT);
        older.answer(run, Response.approve());
        return run;
    }

    @Test
    void anOldStore_shouldBeWholeAfterAnUpgrade_andItsLostIndexBeMadeAnew() {
        RunKey run = finished();
        RunKey waiting = older.open(PlanReview.ALWAYS, Limits.DEFAULT);
        World newer = upgraded();
        List<Trouble> troubles = new ArrayList<>();

        assertThat(new StoreCheck(blobs, index, formats).check(troubles::add)).isEqualTo(2);
        assertThat(troubles).isEmpty();
        IndexStore anew = new MemoryIndexStore(new RecordCodec(formats));
        assertThat(new IndexRebuild(blobs, anew, true, formats).rebuild(newer.clock.instant(), troubles::add))
                .isEqualTo(new IndexRebuild.Outcome(2, 0, 0));

        assertThat(troubles).isEmpty();
        for (RunKey one : List.of(run, waiting)) {
            assertThat(anew.get(RunRecord.key(one)).orElseThrow().record().toBuilder()
                            .epoch(newer.run(one).epoch())
                            .build())
                    .isEqualTo(newer.run(one));
            assertThat(anew.list(one, RecordKind.CHECKPOINT, null, false, 100)).isEqualTo(newer.checkpoints(one));
            assertThat(anew.list(one, RecordKind.REQUEST, null, false, 100)).isEqualTo(newer.requests(one));
        }
        assertThat(new StoreCheck(blobs, anew, formats).check(troubles::add)).isEqualTo(2);
        assertThat(troubles).isEmpty();
    }

    @Test
    void theTaskOfAnOldRun_shouldBeOffered_whenNoCheckpointIsLeft() {
        RunKey run = finished();
        World newer = upgraded();
        List<String> keys = blobs.list(run.prefix() + "checkpoints/", null, 100).stream()
                .map(BlobStore.Stored::key)
                .toList();
        keys.forEach(blobs::delete);
        // The index has only the beginning of it, and here not even that.
        Versioned<RunRecord> found = index.get(RunRecord.key(run)).orElseThrow();
        index.transact(List.of(
                new Write.Replace(found.record().toBuilder().task("Count").build(), found.version())));

        assertThat(new Quarantine(newer.machine).of(new BrokenObjectException(keys.getLast(), "is missing")))
                .contains(WayOn.anew("Count the stars."));
    }

    @Test
    void theUpcasts_shouldBePure() {
        RunKey run = finished();
        new Quarantine(older.machine)
                .of(new BrokenObjectException(
                        Keys.checkpoint(run, older.run(run).checkpointId()), "is damaged"));

        assertThat(formats.written).containsOnlyKeys(Stored.values());
        assertThat(formats.upcasts()).hasSize(Stored.values().length);
        formats.upcasts()
                .forEach(upcast -> Purity.require(upcast, Objects.requireNonNull(formats.written.get(upcast.kind()))));
    }

    @Test
    void aNewerCheckpoint_shouldBeRefusedByName_andNotBeMovedAway() throws IOException {
        formats.upgraded = true;
        older.model.anew(Purpose.PLAN).on(Purpose.PLAN, request -> {
            throw new IllegalStateException("killed");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> older.open(PlanReview.NEVER, Limits.DEFAULT));
        RunKey run = GoldenStore.runs(older).getFirst();
        var head = older.run(run);
        String left = Keys.checkpoint(run, Keys.next(run, head.checkpointId(), head.seq() + 1, StepName.PLAN, ""));
        blobs.putIfAbsent(left, packed("{\"format\":2,\"anything\":true}"));
        World again = upgraded();
        again.starting.start(again.run(run));

        assertThatExceptionOfType(NewerFormatException.class)
                .isThrownBy(again.executions::work)
                .withMessageContaining(left + " has format 2");
        assertThat(blobs.get(left)).isPresent();
        assertThat(blobs.list(run.prefix() + "quarantine/", null, 10)).isEmpty();
        assertThat(again.model.calls()).isZero();
    }

    @Test
    void aNewerJournalEntry_shouldBeRefusedByName_andNotBeForgotten() throws IOException {
        formats.upgraded = true;
        older.model.anew(Purpose.PLAN).on(Purpose.PLAN, request -> {
            throw new IllegalStateException("killed");
        });
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> older.open(PlanReview.NEVER, Limits.DEFAULT));
        RunKey run = GoldenStore.runs(older).getFirst();
        String entry =
                blobs.list(run.prefix() + "journal/", null, 10).getFirst().key();
        blobs.delete(entry);
        blobs.putIfAbsent(entry, packed("{\"format\":2,\"paid\":true}"));
        World again = upgraded();
        again.starting.start(again.run(run));

        assertThatExceptionOfType(NewerFormatException.class)
                .isThrownBy(again.executions::work)
                .withMessageContaining(entry + " has format 2");
        assertThat(blobs.get(entry)).isPresent();
        assertThat(again.model.calls()).isZero();
    }

    private static byte[] packed(String json) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void aNewerRow_shouldBeRefusedByName() {
        String row = "{\"format\":2," + Json.text(Map.of("run", 1)).substring(1);
        assertThatExceptionOfType(NewerFormatException.class)
                .isThrownBy(() -> RecordCodec.RELEASED.read(RecordKind.RUN, "acme/run-1", row))
                .withMessageContaining("run record of acme/run-1 has format 2");
    }
}
