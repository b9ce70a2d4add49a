package dev.cairn.local.store;

import dev.cairn.core.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What differs between the databases that can hold the index. */
public sealed interface Dialect permits SqliteDialect, PostgresDialect {
    /** What messages call the database; never holds a password. */
    String place();

    /** What to do where it, or what it holds, is damaged: sentences for a person. */
    String mending();

    /** A new connection, set up; it commits by itself except between {@link #begin} and its end. */
    Connection connect() throws SQLException;

    /** Whether a connection made now can write; one that cannot stays so, though the database be writable again. */
    boolean connectsToWrite();

    /** The most connections at one time. */
    int sessions();

    /** Whether transactions that wait for one another are committed together. */
    boolean commitsTogether();

    /** What stands in for a type: text that compares by its bytes. */
    String text();

    /** Statements to run before the schema is looked at and made, in its transaction, so that one does it at a time. */
    List<String> beforeSchema();

    /** One row if the table of the schema's version is there. */
    String schemaProbe();

    void begin(Session session) throws SQLException;

    void commit(Session session) throws SQLException;

    void rollback(Session session) throws SQLException;

    /** Whether the database took everything back and asks for another try. */
    boolean shouldRetry(SQLException cause);

    /** @param doing what was tried, for example {@code read run acme/r1} */
    StoreException fault(String doing, SQLException cause);
}
