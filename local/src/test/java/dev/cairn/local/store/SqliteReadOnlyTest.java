package dev.cairn.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index whose file or folder takes no writes for a while. */
class SqliteReadOnlyTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("run-1"));

    @TempDir
    Path folder;

    private static Write create(String id) {
        return new Write.Create(new TokenRecord(RUN.tenant(), RUN.runId(), new RequestId(id), 1, "x".repeat(2_000)));
    }

    private static List<String> kept(JdbcIndexStore store) {
        return store.list(RUN, RecordKind.TOKEN, null, false, 1_000).stream()
                .map(record -> record.requestId().value())
                .toList();
    }

    private static void assertRefused(JdbcIndexStore store, SqliteDialect dialect) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.transact(List.of(create("two"), create("three"))))
                .withMessageStartingWith("Could not commit")
                .withMessageContaining(dialect.file().toString())
                .withMessageContaining("write");
        assertThat(kept(store))
                .as("nothing half-written, and what was there is read")
                .containsExactly("one");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void transact_shouldNameTheIndex_andGoOnAfterwards_whenItsFolderTakesNoWrites() throws Exception {
        SqliteDialect dialect = new SqliteDialect(folder.resolve("index.db"), Durability.FSYNC);
        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            store.transact(List.of(create("one")));
            ReadOnly.during(ReadOnly.journalOf(dialect.file()), () -> {
                assertRefused(store, dialect);
                assertRefused(store, dialect);
                return store;
            });
            assertThat(store.transact(List.of(create("two"), create("three")))).isTrue();
            assertThat(kept(store)).containsExactly("one", "three", "two");
        }
        assertThat(files()).containsExactly("index.db", "index.db-journal");
    }

    @Test
    void transact_shouldNameTheIndex_andGoOnAfterwards_whenItsFileTakesNoWrites() throws Exception {
        SqliteDialect dialect = new SqliteDialect(folder.resolve("index.db"), Durability.FSYNC);
        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            store.transact(List.of(create("one")));
        }
        try (JdbcIndexStore store = ReadOnly.during(List.of(dialect.file()), () -> {
            JdbcIndexStore opened = new JdbcIndexStore(dialect);
            assertRefused(opened, dialect);
            return opened;
        })) {
            assertThat(store.transact(List.of(create("two"), create("three")))).isTrue();
            assertThat(kept(store)).containsExactly("one", "three", "two");
        }
        assertThat(files()).containsExactly("index.db", "index.db-journal");
    }
}
