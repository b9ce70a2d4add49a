package dev.cairn.local.store;

import dev.cairn.core.error.NewerFormatException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The tables of the index, and their version. */
final class Schema {
    /** Raised when the tables change; an older database is then brought up to it here. */
    static final int VERSION = 1;

    private final Dialect dialect;

    Schema(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @throws NewerFormatException if a newer Cairn made the tables */
    void open(Session session) throws SQLException {
        if (!exists(session)) {
            create(session);
        }
        int found = version(session);
        if (found > VERSION) {
            throw new NewerFormatException(dialect.place(), found, VERSION);
        }
    }

    private void create(Session session) throws SQLException {
        dialect.begin(session);
        for (String sql : dialect.beforeSchema()) {
            session.execute(sql);
        }
        if (!exists(session)) {
            for (String sql : tables(dialect.text())) {
                session.execute(sql);
            }
        }
        dialect.commit(session);
    }

    private boolean exists(Session session) throws SQLException {
        try (ResultSet row = session.prepare(dialect.schemaProbe()).executeQuery()) {
            return row.next();
        }
    }

    private static int version(Session session) throws SQLException {
        try (ResultSet row = session.prepare("SELECT version FROM cairn_schema").executeQuery()) {
            return row.next() ? row.getInt(1) : VERSION;
        }
    }

    /**
     * Times are nanoseconds since 1970. The records are not clustered by their key (WITHOUT ROWID): SQLite would then
     * give pages of its own to every record over 1 KB; below that, both take the same space.
     */
    static List<String> tables(String text) {
        return List.of(
                "CREATE TABLE cairn_record ("
                        + "tenant " + text + " NOT NULL, "
                        + "run " + text + " NOT NULL, "
                        + "kind " + text + " NOT NULL, "
                        + "sort " + text + " NOT NULL, "
                        + "version BIGINT NOT NULL, "
                        + "created_at BIGINT, "
                        + "due BIGINT, "
                        + "body TEXT NOT NULL, "
                        + "PRIMARY KEY (tenant, run, kind, sort))",
                "CREATE INDEX cairn_runs ON cairn_record (tenant, created_at, run) WHERE created_at IS NOT NULL",
                "CREATE INDEX cairn_due ON cairn_record (due) WHERE due IS NOT NULL",
                "CREATE TABLE cairn_schema (version INTEGER NOT NULL)",
                "INSERT INTO cairn_schema (version) VALUES (" + VERSION + ")");
    }
}
