package dev.cairn.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.checkpoint.CheckpointStore;
import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.checkpoint.SegmentCache;
import dev.cairn.core.checkpoint.SegmentRef;
import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.json.Digest;
import dev.cairn.core.json.Hostile;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus of hostile documents in the place of what was stored, with hashes that are right. */
class HostileStoresTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("r"));

    @TempDir
    Path folder = Path.of("");

    private @org.jspecify.annotations.Nullable JdbcIndexStore opened;

    private SqliteDialect dialect() {
        return new SqliteDialect(folder.resolve("index.db"), Durability.NONE);
    }

    private JdbcIndexStore index() {
        JdbcIndexStore store = new JdbcIndexStore(dialect());
        opened = store;
        return store;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static List<Hostile> corpus() {
        List<Hostile> all = new ArrayList<>(Hostile.json());
        all.addAll(Hostile.checkpointRecords());
        return all;
    }

    @Test
    void anObject_shouldBeBrokenByName_whateverLiesInItsPlace() {
        BlobStore blobs = new FileBlobStore(folder.resolve("objects"), Durability.NONE);
        CheckpointStore checkpoints = new CheckpointStore(blobs, index(), new SegmentCache(10), Formats.RELEASED);
        Responses responses = new Responses(blobs, Formats.RELEASED);
        int n = 0;
        for (Hostile document : corpus()) {
            byte[] packed = packed(document.bytes());
            String hash = Digest.hex(packed);
            CheckpointRecord record = record(n++, hash);
            String manifest = Keys.checkpoint(RUN, record.checkpointId());
            blobs.putIfAbsent(manifest, packed);
            blobs.putIfAbsent(Keys.segment(RUN, hash), packed);
            blobs.putIfAbsent(Keys.response(RUN, hash), packed);

            assertThatExceptionOfType(BrokenObjectException.class)
                    .as(document.name())
                    .isThrownBy(() -> checkpoints.manifest(RUN, record))
                    .satisfies(e -> assertThat(e.key()).isEqualTo(manifest));
            assertThatExceptionOfType(BrokenObjectException.class)
                    .as(document.name())
                    .isThrownBy(() -> checkpoints.segments().read(RUN, new SegmentRef(hash, 0, 0, 1, packed.length)));
            assertThatExceptionOfType(BrokenObjectException.class)
                    .as(document.name())
                    .isThrownBy(() -> responses.get(RUN, hash));
        }
        assertThat(n).isGreaterThan(80);
    }

    @Test
    void aRow_shouldBeRefusedByName_whateverLiesInItsPlace() throws SQLException {
        JdbcIndexStore index = index();
        index.transact(List.of(new Write.Create(record(3, "ab"))));
        for (Hostile document : corpus()) {
            change(new String(document.bytes(), StandardCharsets.UTF_8));

            assertThatExceptionOfType(BrokenIndexException.class)
                    .as(document.name())
                    .isThrownBy(() -> index.get(CheckpointRecord.key(RUN, 3)))
                    .withMessageContaining("The checkpoint record of run acme/r")
                    .withMessageContaining("cannot be read");
        }
    }

    @Test
    void aRow_shouldSayThatANewerCairnWroteIt() throws SQLException {
        JdbcIndexStore index = index();
        index.transact(List.of(new Write.Create(record(3, "ab"))));
        change("{\"format\":2}");

        assertThatExceptionOfType(NewerFormatException.class)
                .isThrownBy(() -> index.get(CheckpointRecord.key(RUN, 3)))
                .withMessageContaining("checkpoint record of acme/r has format 2");
    }

    private void change(String body) throws SQLException {
        try (Connection connection = dialect().connect();
                PreparedStatement update = connection.prepareStatement("UPDATE cairn_record SET body = ?")) {
            update.setString(1, body);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static CheckpointRecord record(long seq, String hash) {
        return new CheckpointRecord(
                RUN.tenant(),
                RUN.runId(),
                seq,
                new CheckpointId("c-" + seq),
                null,
                StepName.PLAN,
                StepName.EVALUATE_PROGRESS,
                Instant.parse("2026-03-01T12:00:00Z"),
                hash,
                7,
                false);
    }
}
