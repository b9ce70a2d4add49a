package dev.cairn.local.store;

import dev.cairn.core.index.IndexKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The SQL of the index, the same for every dialect, and how its parameters are set. */
final class Statements {
    private static final String AT_KEY = " WHERE tenant = ? AND run = ? AND kind = ? AND sort = ?";
    private static final String OF_KIND = " WHERE tenant = ? AND run = ? AND kind = ?";
    private static final String INSERT =
            "INSERT INTO cairn_record (tenant, run, kind, sort, version, created_at, due, body)"
                    + " VALUES (?, ?, ?, ?, 1, ?, ?, ?) ON CONFLICT (tenant, run, kind, sort) DO ";

    static final String GET = "SELECT version, body FROM cairn_record" + AT_KEY;
    static final String LIST = "SELECT body FROM cairn_record" + OF_KIND + " AND sort > ? ORDER BY sort LIMIT ?";
    static final String LIST_DOWN =
            "SELECT body FROM cairn_record" + OF_KIND + " AND sort < ? ORDER BY sort DESC LIMIT ?";
    static final String LIST_DOWN_ALL = "SELECT body FROM cairn_record" + OF_KIND + " ORDER BY sort DESC LIMIT ?";

    private static final String OF_TENANT =
            "SELECT run, created_at, body FROM cairn_record WHERE tenant = ? AND created_at IS NOT NULL";
    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, run DESC LIMIT ?";
    static final String RUNS = OF_TENANT + NEWEST_FIRST;
    static final String RUNS_AFTER = OF_TENANT + " AND (created_at, run) < (?, ?)" + NEWEST_FIRST;
    static final String TENANTS = "SELECT DISTINCT tenant FROM cairn_record WHERE created_at IS NOT NULL";
    static final String DUE =
            "SELECT tenant, run FROM cairn_record WHERE due <= ? AND due IS NOT NULL ORDER BY due, tenant, run LIMIT ?";

    static final String CREATE = INSERT + "NOTHING";
    static final String PUT = INSERT + "UPDATE SET version = cairn_record.version + 1,"
            + " created_at = excluded.created_at, due = excluded.due, body = excluded.body";
    static final String REPLACE =
            "UPDATE cairn_record SET version = version + 1, body = ?" + AT_KEY + " AND version = ?";

    /** Of a run, as long as it keeps its time of creation: leaves the index over that untouched. */
    static final String REPLACE_RUN = "UPDATE cairn_record SET version = version + 1, body = ?, due = ?" + AT_KEY
            + " AND version = ? AND created_at = ?";

    static final String REPLACE_WHOLE_RUN =
            "UPDATE cairn_record SET version = version + 1, body = ?, due = ?, created_at = ?" + AT_KEY
                    + " AND version = ?";
    static final String REMOVE = "DELETE FROM cairn_record" + AT_KEY;

    private Statements() {}

    /** Sets the four parameters of a key from this one on; answers the next. */
    static int key(PreparedStatement statement, int from, IndexKey<?> key) throws SQLException {
        statement.setString(from, key.run().tenant().value());
        statement.setString(from + 1, key.run().runId().value());
        statement.setString(from + 2, key.kind().word());
        statement.setString(from + 3, key.sort());
        return from + 4;
    }

    static void time(PreparedStatement statement, int at, @Nullable Long nanos) throws SQLException {
        if (nanos == null) {
            statement.setNull(at, Types.BIGINT);
        } else {
            statement.setLong(at, nanos);
        }
    }
}
