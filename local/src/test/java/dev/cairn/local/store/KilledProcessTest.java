package dev.cairn.local.store;

import static dev.cairn.local.store.KilledWriter.RUN;
import static dev.cairn.local.store.KilledWriter.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.port.BlobStore.Stored;
import dev.cairn.core.run.RequestId;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    void whatWasConfirmed_shouldBeThereWhole_afterTheProcessWasKilled() throws Exception {
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int confirmed = writeAndKill(next, next + 40 + 13 * kill);
            next = check(confirmed) + 1;
        }
    }

    /** Answers the last number that the process confirmed before it was killed in the middle of the next. */
    private int writeAndKill(int from, int until) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        folder.toString(),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int confirmed = from - 1;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                confirmed = Integer.parseInt(line);
                if (confirmed == until) {
                    // By its handle, which leaves what it still printed to be read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(confirmed).as("the last number confirmed").isGreaterThanOrEqualTo(until);
        return confirmed;
    }

    /** Answers the last number that was written, confirmed or not. */
    private int check(int confirmed) throws Exception {
        FileBlobStore blobs = new FileBlobStore(folder.resolve("objects"), Durability.NONE);
        int last;
        try (JdbcIndexStore index =
                new JdbcIndexStore(new SqliteDialect(folder.resolve("index.db"), Durability.NONE))) {
            last = Math.toIntExact(read(index, "left").epoch());
            assertThat(last).isGreaterThanOrEqualTo(confirmed);
            assertThat(read(index, "right").epoch()).isEqualTo(last);
            assertThat(tokens(index)).hasSize(last + 1).contains(token("n-" + last, last));
        }
        for (int n = 0; n <= last; n++) {
            assertThat(blobs.get(KilledWriter.object(n))).contains(KilledWriter.bytes(n));
        }
        assertThat(blobs.list("", null, 1_000)).extracting(Stored::bytes).containsOnly((long) KilledWriter.SIZE);
        try (Stream<Path> drafts = Files.list(folder.resolve("objects").resolve(".tmp"))) {
            assertThat(drafts.toList()).isEqualTo(List.of());
        }
        return last;
    }

    /** Those that are counted, however many the writer was ahead by when it was killed. */
    private static List<TokenRecord> tokens(JdbcIndexStore index) {
        List<TokenRecord> found = new ArrayList<>();
        List<TokenRecord> page;
        String after = "n";
        do {
            page = index.list(RUN, RecordKind.TOKEN, after, false, 1_000);
            page.stream()
                    .filter(record -> record.requestId().value().startsWith("n-"))
                    .forEach(found::add);
            after = page.isEmpty() ? after : page.getLast().key().sort();
        } while (!page.isEmpty());
        return found;
    }

    private static TokenRecord read(JdbcIndexStore index, String id) {
        return index.get(TokenRecord.key(RUN, new RequestId(id)))
                .map(Versioned::record)
                .orElseThrow();
    }
}
