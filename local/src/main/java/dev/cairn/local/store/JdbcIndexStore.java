package dev.cairn.local.store;

import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordCodec;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunCursor;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexRules;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.port.RunsPage;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The index in one table of a database reached over JDBC. A record is a row, its body the record's JSON; beside it
 * stand only the columns that are searched.
 */
public final class JdbcIndexStore implements IndexStore, AutoCloseable {
    /** One order for all, so that no two transactions wait for each other's rows. */
    private static final Comparator<RowWrite> LOCK_ORDER = Comparator.comparing(write -> write.key()
                    .run() + " " + write.key().kind().word() + " " + write.key().sort());

    private final Dialect dialect;
    private final Sessions sessions;
    private final Commits commits;

    /**
     * Opens the database; makes the tables if they are not there.
     *
     * @throws StoreException if it cannot be opened
     * @throws NewerFormatException if a newer Cairn made the tables
     */
    public JdbcIndexStore(Dialect dialect) {
        this.dialect = dialect;
        this.sessions = new Sessions(dialect);
        this.commits = new Commits(dialect, sessions);
        try {
            sessions.with("open the tables", session -> {
                new Schema(dialect).open(session);
                return true;
            });
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    @Override
    public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
        return sessions.with("read " + named(key), session -> {
            PreparedStatement statement = session.prepare(Statements.GET);
            Statements.key(statement, 1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Versioned<>(read(row.getString(2), key.kind(), key.run()), row.getLong(1)))
                        : Optional.empty();
            }
        });
    }

    @Override
    public <T extends IndexRecord> List<T> list(
            RunKey run, RecordKind<T> kind, @Nullable String after, boolean descending, int limit) {
        IndexRules.limit(limit);
        return sessions.with("list " + kind.word() + " of run " + run, session -> {
            PreparedStatement statement = session.prepare(
                    !descending ? Statements.LIST : after == null ? Statements.LIST_DOWN_ALL : Statements.LIST_DOWN);
            statement.setString(1, run.tenant().value());
            statement.setString(2, run.runId().value());
            statement.setString(3, kind.word());
            int next = 4;
            if (after != null || !descending) {
                statement.setString(next++, after == null ? "" : after);
            }
            statement.setInt(next, limit);
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(read(row.getString(1), kind, run));
                }
            }
            return found;
        });
    }

    @Override
    public Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
        RunCursor shown = cursor == null ? null : RunCursor.parse(cursor);
        return sessions.with("list the runs of " + tenant, session -> {
            RunsPage page = new RunsPage(tenant, limit);
            PreparedStatement statement = session.prepare(shown == null ? Statements.RUNS : Statements.RUNS_AFTER);
            int next = 1;
            statement.setString(next++, tenant.value());
            if (shown != null) {
                statement.setLong(next++, Row.nanos(shown.createdAt()));
                statement.setString(next++, shown.runId().value());
            }
            statement.setInt(next, page.wanted());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    RunId run = new RunId(row.getString(1));
                    String body = row.getString(3);
                    page.add(
                            new RunCursor(Row.instant(row.getLong(2)), run),
                            () -> read(body, RecordKind.RUN, new RunKey(tenant, run)));
                }
            }
            return page.page();
        });
    }

    @Override
    public Set<TenantId> tenants() {
        return sessions.with("list the tenants", session -> {
            Set<TenantId> found = new HashSet<>();
            try (ResultSet row = session.prepare(Statements.TENANTS).executeQuery()) {
                while (row.next()) {
                    found.add(new TenantId(row.getString(1)));
                }
            }
            return found;
        });
    }

    @Override
    public List<RunKey> due(Instant until, int limit) {
        IndexRules.limit(limit);
        return sessions.with("list the runs that are due", session -> {
            PreparedStatement statement = session.prepare(Statements.DUE);
            statement.setLong(1, Row.nanos(until));
            statement.setInt(2, limit);
            List<RunKey> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new RunKey(new TenantId(row.getString(1)), new RunId(row.getString(2))));
                }
            }
            return found;
        });
    }

    @Override
    public boolean transact(List<Write> writes) {
        List<RowWrite> rows = IndexRules.writes(writes).stream()
                .map(RowWrite::of)
                .sorted(LOCK_ORDER)
                .toList();
        return rows.isEmpty() || commits.commit(rows);
    }

    /** Waits for what is under way, then closes the connections; whatever comes after is refused. */
    @Override
    public void close() {
        sessions.close();
    }

    private <T extends IndexRecord> T read(String body, RecordKind<T> kind, RunKey of) {
        try {
            return RecordCodec.RELEASED.read(kind, of, body);
        } catch (JacksonException e) {
            // The cause's own text may quote the body, and a body may hold a token.
            throw new BrokenIndexException(
                    "The " + kind.word() + " record of run " + of + " in the index " + dialect.place()
                            + " cannot be read: it was changed by hand, or damaged.",
                    dialect.mending());
        }
    }

    private static String named(IndexKey<?> key) {
        return key.kind().word() + " " + key.sort() + " of run " + key.run();
    }
}
