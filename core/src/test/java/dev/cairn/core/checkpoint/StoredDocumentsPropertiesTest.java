package dev.cairn.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.format.Stored;
import dev.cairn.core.index.AuditRecord;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.EventsRecord;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.QuarantineRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.json.AnyValue;
import dev.cairn.core.json.Json;
import dev.cairn.core.json.Mutation;
import dev.cairn.core.log.Entry;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.team.Team;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JacksonException;

/** What holds of everything that is stored, whatever is in it. */
class StoredDocumentsPropertiesTest {
    private static final String KEY = "acme/runs/r/some-object";

    private static Class<?> type(Stored kind) {
        return switch (kind) {
            case MANIFEST -> Manifest.class;
            case ENTRY -> Entry.class;
            case JOURNAL_ENTRY -> JournalEntry.class;
            case RESPONSE -> StoredResponse.class;
            case RUN -> RunRecord.class;
            case CHECKPOINT -> CheckpointRecord.class;
            case EVENTS -> EventsRecord.class;
            case REQUEST -> RequestRecord.class;
            case TOKEN -> TokenRecord.class;
            case QUARANTINE -> QuarantineRecord.class;
            case AUDIT -> AuditRecord.class;
        };
    }

    record Document(Stored kind, Object value) {}

    @Provide
    Arbitrary<Document> documents() {
        List<Arbitrary<Document>> ofEveryKind = new ArrayList<>();
        for (Stored kind : Stored.values()) {
            ofEveryKind.add(AnyValue.of(type(kind)).map(value -> new Document(kind, value)));
        }
        return Arbitraries.oneOf(ofEveryKind);
    }

    @Provide
    Arbitrary<Object> others() {
        return Arbitraries.oneOf(AnyValue.of(Team.class), AnyValue.of(Pointer.class));
    }

    @Provide
    Arbitrary<IndexRecord> records() {
        return Arbitraries.oneOf(
                AnyValue.of(RunRecord.class),
                AnyValue.of(CheckpointRecord.class),
                AnyValue.of(EventsRecord.class),
                AnyValue.of(RequestRecord.class),
                AnyValue.of(TokenRecord.class),
                AnyValue.of(QuarantineRecord.class),
                AnyValue.of(AuditRecord.class));
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void aDocument_shouldReadBackEqual_andBeWrittenTheSameAgain(@ForAll("documents") Document document) {
        byte[] bytes = Formats.RELEASED.write(document.kind(), document.value());

        Object read = Formats.RELEASED.read(document.kind(), KEY, bytes, type(document.kind()));

        assertThat(read).isEqualTo(document.value());
        assertThat(Formats.RELEASED.write(document.kind(), read)).isEqualTo(bytes);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void whatIsPassedOn_shouldReadBackEqual(@ForAll("others") Object value) {
        assertThat(Json.read(Json.bytes(value), value.getClass())).isEqualTo(value);
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void aDocument_shouldBeAValue_orTheNamedError_whateverIsChangedInIt(
            @ForAll("documents") Document document, @ForAll int seed) {
        byte[] changed = Mutation.of(Formats.RELEASED.write(document.kind(), document.value()), new Random(seed));

        valueOrNamed(() -> Formats.RELEASED.read(document.kind(), KEY, changed, type(document.kind())));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aRow_shouldReadBackEqual_orBeRefusedByName(@ForAll("records") IndexRecord record, @ForAll int seed) {
        String row = RecordCodec.RELEASED.write(record);
        assertThat(RecordCodec.RELEASED.read(record.key().kind(), "acme/r", row))
                .isEqualTo(record);

        byte[] changed = Mutation.of(row.getBytes(StandardCharsets.UTF_8), new Random(seed));
        valueOrNamed(() ->
                RecordCodec.RELEASED.read(record.key().kind(), "acme/r", new String(changed, StandardCharsets.UTF_8)));
    }

    @Provide
    Arbitrary<List<Entry>> entries() {
        return AnyValue.of(Entry.class).list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Manifest> manifests() {
        return AnyValue.of(Manifest.class);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aSegment_shouldReadBackEqual_orBeBroken(@ForAll("entries") List<Entry> entries, @ForAll int seed) {
        byte[] packed = SegmentCodec.write(Formats.RELEASED, SegmentCodec.lines(Formats.RELEASED, entries));
        assertThat(SegmentCodec.read(Formats.RELEASED, KEY, packed)).isEqualTo(entries);

        byte[] repacked = Gzip.pack(Mutation.of(unpacked(packed), new Random(seed)));
        valueOrNamed(() -> SegmentCodec.read(Formats.RELEASED, KEY, Mutation.of(packed, new Random(seed))));
        valueOrNamed(() -> SegmentCodec.read(Formats.RELEASED, KEY, repacked));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aManifest_shouldReadBackEqual_orBeBroken(@ForAll("manifests") Manifest manifest, @ForAll int seed) {
        byte[] packed = ManifestCodec.write(Formats.RELEASED, manifest);
        assertThat(ManifestCodec.read(Formats.RELEASED, KEY, packed)).isEqualTo(manifest);

        byte[] repacked = Gzip.pack(Mutation.of(unpacked(packed), new Random(seed)));
        valueOrNamed(() -> ManifestCodec.read(Formats.RELEASED, KEY, Mutation.of(packed, new Random(seed))));
        valueOrNamed(() -> ManifestCodec.read(Formats.RELEASED, KEY, repacked));
    }

    private static byte[] unpacked(byte[] packed) {
        try {
            return Gzip.unpack(packed);
        } catch (java.io.IOException e) {
            throw new AssertionError("what was packed cannot be unpacked", e);
        }
    }

    /** Any other exception, and any error, goes through and fails the property. */
    private static void valueOrNamed(Supplier<?> reading) {
        try {
            assertThat(reading.get()).isNotNull();
        } catch (JacksonException | BrokenObjectException | NewerFormatException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
