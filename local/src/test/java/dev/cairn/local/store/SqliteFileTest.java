package dev.cairn.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database as a file that other programs, other releases and full disks meet. */
class SqliteFileTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("run-1"));
    private static final IndexKey<TokenRecord> KEY = TokenRecord.key(RUN, new RequestId("q"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Durability.class)
    void open_shouldFindWhatWasWritten_whenTheStoreWasClosed(Durability durability) {
        SqliteDialect dialect = new SqliteDialect(folder.resolve("index.db"), durability);
        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            store.transact(List.of(new Write.Create(token("kept"))));
        }
        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            assertThat(store.get(KEY).map(Versioned::record)).contains(token("kept"));
        }
    }

    @Test
    void open_shouldTakeAnyPath() {
        Path odd = folder.resolve("a b?c=d#e%20f\u00e4'&.db");
        try (JdbcIndexStore store = new JdbcIndexStore(new SqliteDialect(odd, Durability.NONE))) {
            store.transact(List.of(new Write.Create(token("kept"))));
        }
        assertThat(odd).isRegularFile();
    }

    @Test
    void open_shouldSetTheJournalAndTheFlush_asTheyWereAskedFor() throws Exception {
        SqliteDialect fsynced = new SqliteDialect(folder.resolve("index.db"), Durability.FSYNC);
        try (Connection connection = fsynced.connect()) {
            assertThat(ask(connection, "PRAGMA journal_mode")).isEqualTo("truncate");
            assertThat(ask(connection, "PRAGMA synchronous")).as("FULL").isEqualTo("2");
        }
        SqliteDialect not = new SqliteDialect(folder.resolve("index.db"), Durability.NONE);
        try (Connection connection = not.connect()) {
            assertThat(ask(connection, "PRAGMA journal_mode")).isEqualTo("truncate");
            assertThat(ask(connection, "PRAGMA synchronous")).as("OFF").isEqualTo("0");
        }
    }

    @Test
    void open_shouldRefuseByName_whenANewerReleaseMadeTheTables() throws Exception {
        SqliteDialect dialect = new SqliteDialect(folder.resolve("index.db"), Durability.NONE);
        new JdbcIndexStore(dialect).close();
        change(dialect, "UPDATE cairn_schema SET version = 7");
        byte[] before = Files.readAllBytes(dialect.file());

        assertThatExceptionOfType(NewerFormatException.class)
                .isThrownBy(() -> new JdbcIndexStore(dialect))
                .withMessageContaining(dialect.file().toString())
                .withMessageContaining("has format 7", "a newer Cairn wrote it", "formats up to 1");
        assertThat(Files.readAllBytes(dialect.file())).isEqualTo(before);
    }

    @Test
    void open_shouldSayWhatIsWrong_whenItIsNoDatabase() throws Exception {
        Path file = Files.writeString(folder.resolve("index.db"), "this is a text and no database\n".repeat(100));

        assertFault(
                file, "damaged or no SQLite database. It was left as it is. Look what else is broken: cairn doctor.");
        assertFault(file, "cairn doctor --rebuild-index --replace");
        assertThat(Files.readString(file)).startsWith("this is a text");
    }

    @Test
    void open_shouldSayWhatIsWrong_whenThePathCannotBeOpened() throws Exception {
        assertFault(Files.createDirectory(folder.resolve("a-folder")), "cannot be opened");
        assertFault(folder.resolve("missing").resolve("index.db"), "cannot be opened");
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void get_shouldSayWhatIsWrong_whenThePagesAreDamaged() throws Exception {
        Path file = folder.resolve("index.db");
        SqliteDialect dialect = new SqliteDialect(file, Durability.NONE);
        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            for (int n = 0; n < 200; n++) {
                store.transact(List.of(new Write.Create(
                        new TokenRecord(RUN.tenant(), RUN.runId(), new RequestId("q" + n), n, "x".repeat(500)))));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 8 * 4_096, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);

        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            assertThatExceptionOfType(BrokenIndexException.class)
                    .isThrownBy(() -> store.list(RUN, RecordKind.TOKEN, null, false, 1_000))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("damaged");
        }
    }

    @Test
    void get_shouldNameTheRecordAndNotItsText_whenItCannotBeRead() throws Exception {
        SqliteDialect dialect = new SqliteDialect(folder.resolve("index.db"), Durability.NONE);
        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            store.transact(List.of(new Write.Create(token("secret-token"))));
            change(
                    dialect,
                    "UPDATE cairn_record SET body = replace(body, '\"epoch\":1', '\"epoch\":\"secret-token\"')");

            assertThatExceptionOfType(BrokenIndexException.class)
                    .isThrownBy(() -> store.get(KEY))
                    .withMessage("The token record of run acme/run-1 in the index " + dialect.file()
                            + " cannot be read: it was changed by hand, or damaged. It was left as it is. "
                            + dialect.mending())
                    .withNoCause()
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("secret-token"));
        }
    }

    @Test
    void everyMethod_shouldBeRefused_whenTheStoreIsClosed() {
        JdbcIndexStore store = new JdbcIndexStore(new SqliteDialect(folder.resolve("index.db"), Durability.NONE));
        store.close();
        store.close();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.get(KEY))
                .withMessageContaining("was closed");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.transact(List.of(new Write.Create(token("x")))))
                .withMessageContaining("was closed");
    }

    @Test
    void transact_shouldLoseNothing_whenTwoOpenersWriteOneFile() throws Exception {
        SqliteDialect dialect = new SqliteDialect(folder.resolve("index.db"), Durability.NONE);
        try (JdbcIndexStore one = new JdbcIndexStore(dialect);
                JdbcIndexStore two = new JdbcIndexStore(dialect);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            one.transact(List.of(new Write.Create(token("0"))));
            List<Future<Integer>> all = new ArrayList<>();
            for (JdbcIndexStore store : List.of(one, two, one, two)) {
                all.add(threads.submit(() -> increment(store, 25)));
            }
            for (Future<Integer> done : all) {
                assertThat(done.get()).isEqualTo(25);
            }
            assertThat(two.get(KEY).orElseThrow().record().token()).isEqualTo("100");
        }
    }

    private static int increment(JdbcIndexStore store, int times) {
        int done = 0;
        while (done < times) {
            Versioned<TokenRecord> read = store.get(KEY).orElseThrow();
            int next = Integer.parseInt(read.record().token()) + 1;
            if (store.transact(List.of(new Write.Replace(token(Integer.toString(next)), read.version())))) {
                done++;
            }
        }
        return done;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void fault_shouldSayWhatWhereAndWhatToDo(SQLiteErrorCode code, String why, String remedy) {
        SqliteDialect dialect = new SqliteDialect(folder.resolve("index.db"), Durability.NONE);
        SQLException cause = new SQLiteException("[" + code + "]", code);

        assertThat(dialect.fault("commit a transaction", cause))
                .hasCause(cause)
                .hasMessageStartingWith("Could not commit a transaction in the index " + dialect.file() + ": ")
                .hasMessageContaining(why)
                .hasMessageContaining(remedy);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(SQLiteErrorCode.SQLITE_BUSY, "another process has held it", "End the other process"),
                Arguments.of(SQLiteErrorCode.SQLITE_BUSY_RECOVERY, "another process has held it", "try again"),
                Arguments.of(SQLiteErrorCode.SQLITE_CANTOPEN, "cannot be opened", "Check that its folder"),
                Arguments.of(SQLiteErrorCode.SQLITE_FULL, "disk is full", "Free some space"),
                Arguments.of(SQLiteErrorCode.SQLITE_READONLY_DIRECTORY, "read-only", "Give yourself the right"),
                Arguments.of(SQLiteErrorCode.SQLITE_CORRUPT_INDEX, "damaged", "good copy"),
                Arguments.of(SQLiteErrorCode.SQLITE_NOTADB, "damaged", "good copy"),
                Arguments.of(SQLiteErrorCode.SQLITE_IOERR_FSYNC, "could not be read or written", "Check the disk"),
                Arguments.of(SQLiteErrorCode.SQLITE_TOOBIG, "SQLITE_TOOBIG", "try again"));
    }

    private static void assertFault(Path file, String why) {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> new JdbcIndexStore(new SqliteDialect(file, Durability.FSYNC)))
                .withMessageContaining(file.toString())
                .withMessageContaining(why);
    }

    private static void change(SqliteDialect dialect, String sql) throws SQLException {
        try (Connection connection = dialect.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }

    private static TokenRecord token(String token) {
        return new TokenRecord(RUN.tenant(), RUN.runId(), new RequestId("q"), 1, token);
    }
}
