package dev.cairn.local.store;

import dev.cairn.core.format.Formats;
import dev.cairn.core.format.GoldenStore;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The index of a golden store as SQLite keeps it. */
record GoldenDatabase(GoldenStore store) {
    private static final String DUMP = "SELECT 'schema', sql FROM sqlite_master WHERE sql IS NOT NULL"
            + " UNION ALL SELECT 'version', version FROM cairn_schema"
            + " UNION ALL SELECT tenant || '/' || run || ' ' || kind || ' ' || sort || ' ' || version || ' '"
            + " || coalesce(created_at, '-') || ' ' || coalesce(due, '-'), body FROM cairn_record ORDER BY 1, 2";

    static List<GoldenDatabase> all() {
        return GoldenStore.all().stream().map(GoldenDatabase::new).toList();
    }

    Path file() {
        return store.beside("local", "index.db");
    }

    /** Its tables and rows as text. */
    static List<String> dump(Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection index = new SqliteDialect(file, Durability.NONE).connect();
                Statement statement = index.createStatement();
                ResultSet row = statement.executeQuery(DUMP)) {
            while (row.next()) {
                rows.add(row.getString(1) + " " + row.getString(2));
            }
        }
        return rows;
    }

    /** Makes a database of these records as today's release does. */
    static void write(Path file, List<IndexRecord> records) {
        try (JdbcIndexStore index = new JdbcIndexStore(new SqliteDialect(file, Durability.NONE))) {
            for (IndexRecord record : records) {
                if (!index.transact(List.of(new Write.Create(record)))) {
                    throw new IllegalStateException(record.key() + " is there twice");
                }
            }
        }
    }

    /**
     * Makes the golden database of the present format, of its golden store: run it once, when a format is released, and
     * commit what it wrote.
     *
     * <p>{@code java -cp ... dev.cairn.local.store.GoldenDatabase core/src/test/resources/golden
     * local/src/test/resources/golden}
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1], "format-" + Formats.CURRENT);
        if (Files.exists(folder)) {
            throw new IOException(folder + " is there: a golden database of a released format is never changed");
        }
        Files.createDirectories(folder);
        write(
                folder.resolve("index.db"),
                new GoldenStore(Path.of(arguments[0], "format-" + Formats.CURRENT)).records());
        Files.deleteIfExists(folder.resolve("index.db-journal"));
    }
}
