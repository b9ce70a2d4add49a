package dev.cairn.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.format.GoldenStory;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The databases of every released format are read for ever, and written on. */
class GoldenDatabaseTest {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    static List<GoldenDatabase> databases() {
        return GoldenDatabase.all();
    }

    private JdbcIndexStore copy(GoldenDatabase golden) throws IOException {
        Path file = Files.copy(golden.file(), folder.resolve("index.db"));
        return new JdbcIndexStore(new SqliteDialect(file, Durability.NONE));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aGoldenDatabase_shouldGiveEveryRecord(GoldenDatabase golden) throws IOException {
        try (JdbcIndexStore index = copy(golden)) {
            for (IndexRecord record : golden.store().records()) {
                assertThat(index.get(record.key()).orElseThrow()).isEqualTo(new Versioned<>(record, 1));
            }
            List<RunRecord> runs = golden.store().records().stream()
                    .filter(RunRecord.class::isInstance)
                    .map(RunRecord.class::cast)
                    .toList();
            TenantId tenant = GoldenStory.FINISHED.tenant();
            assertThat(index.runs(tenant, null, 100).items()).containsExactlyInAnyOrderElementsOf(runs);
            assertThat(index.due(FAR, 100))
                    .containsExactlyInAnyOrderElementsOf(runs.stream()
                            .filter(run -> run.due() != null)
                            .map(RunRecord::run)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aGoldenDatabase_shouldBeWrittenOn(GoldenDatabase golden) throws IOException {
        try (JdbcIndexStore index = copy(golden)) {
            Versioned<RunRecord> run =
                    index.get(RunRecord.key(GoldenStory.FINISHED)).orElseThrow();
            RunRecord kept = run.record().toBuilder().keep(true).due(null).build();

            assertThat(index.transact(List.of(new Write.Replace(kept, run.version()))))
                    .isTrue();
            assertThat(index.get(RunRecord.key(GoldenStory.FINISHED))).contains(new Versioned<>(kept, 2));
        }
    }

    /** Another table, column or row is another format: see docs/adr/0012. */
    @Test
    void todaysWriter_shouldMakeTheNewestDatabase() throws IOException, SQLException {
        GoldenDatabase golden = databases().getLast();
        Path today = folder.resolve("today.db");
        GoldenDatabase.write(today, golden.store().records());
        Path copy = Files.copy(golden.file(), folder.resolve("copy.db"));

        assertThat(GoldenDatabase.dump(copy))
                .isEqualTo(GoldenDatabase.dump(today))
                .hasSizeGreaterThan(golden.store().records().size())
                .contains("version " + Schema.VERSION);
    }
}
