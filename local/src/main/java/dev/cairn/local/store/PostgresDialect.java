package dev.cairn.local.store;

import dev.cairn.core.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * A PostgreSQL server (12 or newer) that a team shares. The tables stand in the first schema of the connection's
 * search path.
 *
 * @param place what messages call the server, without a password
 * @param sessions the most connections at one time; they are kept open
 */
public record PostgresDialect(String place, DataSource source, int sessions) implements Dialect {
    /** Any number, as long as it is always this one: who makes the schema holds this lock. */
    private static final long SCHEMA_LOCK = 0x636169726eL;

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    public PostgresDialect {
        if (sessions < 1) {
            throw new IllegalArgumentException("sessions must be 1 or more, was " + sessions);
        }
    }

    @Override
    public String mending() {
        return "Look what else is broken: cairn doctor. Then restore the database from a backup.";
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(true);
        return connection;
    }

    @Override
    public boolean connectsToWrite() {
        return true;
    }

    @Override
    public boolean commitsTogether() {
        return false;
    }

    @Override
    public String text() {
        return "TEXT COLLATE \"C\"";
    }

    @Override
    public List<String> beforeSchema() {
        return List.of("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
    }

    @Override
    public String schemaProbe() {
        return "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'cairn_schema'";
    }

    @Override
    public void begin(Session session) throws SQLException {
        session.connection().setAutoCommit(false);
    }

    @Override
    public void commit(Session session) throws SQLException {
        session.connection().commit();
        session.connection().setAutoCommit(true);
    }

    @Override
    public void rollback(Session session) throws SQLException {
        session.connection().rollback();
        session.connection().setAutoCommit(true);
    }

    @Override
    public boolean shouldRetry(SQLException cause) {
        return SERIALIZATION_FAILURE.equals(cause.getSQLState()) || DEADLOCK.equals(cause.getSQLState());
    }

    @Override
    public StoreException fault(String doing, SQLException cause) {
        return new StoreException("Could not " + doing + " in the index " + place + ": " + why(cause), cause);
    }

    private static String why(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String said = cause.getMessage() + " (SQLSTATE " + state + "). ";
        if (state.startsWith("08") || state.startsWith("57P")) {
            return said + "Check that the server runs and can be reached, then try again.";
        }
        if (state.startsWith("28") || state.equals("3D000")) {
            return said + "Check the user, the password and the database's name.";
        }
        if (state.startsWith("53")) {
            return said + "The server is out of space or connections; make room and try again.";
        }
        if (state.equals("42501") || state.equals("25006")) {
            return said + "Give the user the right to create and write tables.";
        }
        return said + "Mend that and try again.";
    }
}
