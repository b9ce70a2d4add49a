package dev.cairn.local.store;

import dev.cairn.core.error.BrokenIndexException;
import dev.cairn.core.error.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;

/**
 * An SQLite file. One connection does everything: SQLite writes one transaction at a time anyway, and a second
 * connection of ours would wait for the first by sleeping. Other processes may read the file meanwhile.
 *
 * @param file the database; its folder must be there
 */
public record SqliteDialect(Path file, Durability durability) implements Dialect {
    /** How long to wait for another process that holds the file, in milliseconds. */
    private static final int BUSY_TIMEOUT = 10_000;

    public SqliteDialect {
        file = file.toAbsolutePath().normalize();
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public String mending() {
        return "Look what else is broken: cairn doctor. Then put back a good copy of the file, or make it anew of the"
                + " objects: cairn doctor --rebuild-index --replace.";
    }

    @Override
    public Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // Emptied, and synced, when a transaction is committed: a file made and deleted for each costs more, and on
        // ext4 makes every other file slower to make.
        config.setJournalMode(JournalMode.TRUNCATE);
        config.setSynchronous(durability == Durability.FSYNC ? SynchronousMode.FULL : SynchronousMode.OFF);
        config.setBusyTimeout(BUSY_TIMEOUT);
        config.setGetGeneratedKeys(false);
        // As a URI, or a '?' in the path would be taken for the beginning of settings.
        return config.createConnection("jdbc:sqlite:" + file.toUri());
    }

    @Override
    public boolean connectsToWrite() {
        return Files.notExists(file) || Files.isWritable(file);
    }

    @Override
    public int sessions() {
        return 1;
    }

    @Override
    public boolean commitsTogether() {
        return true;
    }

    @Override
    public String text() {
        return "TEXT";
    }

    @Override
    public List<String> beforeSchema() {
        return List.of();
    }

    @Override
    public String schemaProbe() {
        return "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'cairn_schema'";
    }

    @Override
    public void begin(Session session) throws SQLException {
        session.execute("BEGIN IMMEDIATE");
    }

    @Override
    public void commit(Session session) throws SQLException {
        session.execute("COMMIT");
    }

    @Override
    public void rollback(Session session) throws SQLException {
        session.execute("ROLLBACK");
    }

    @Override
    public boolean shouldRetry(SQLException cause) {
        return false;
    }

    @Override
    public StoreException fault(String doing, SQLException cause) {
        SQLiteErrorCode code = code(cause);
        String could = "Could not " + doing + " in the index " + file + ": ";
        if (code == SQLiteErrorCode.SQLITE_CORRUPT || code == SQLiteErrorCode.SQLITE_NOTADB) {
            BrokenIndexException broken =
                    new BrokenIndexException(could + "the file is damaged or no SQLite database.", mending());
            broken.initCause(cause);
            return broken;
        }
        return new StoreException(could + why(code, cause), cause);
    }

    /** Extended codes carry the plain one in their lowest byte. */
    private static SQLiteErrorCode code(SQLException cause) {
        return SQLiteErrorCode.getErrorCode(cause.getErrorCode() & 0xff);
    }

    private static String why(SQLiteErrorCode code, SQLException cause) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED ->
                "another process has held it for " + BUSY_TIMEOUT / 1_000
                        + " s. End the other process (a database browser, a backup) and try again.";
            case SQLITE_CANTOPEN ->
                "it cannot be opened. Check that its folder is there and is a folder, and that you"
                        + " may read and write both.";
            case SQLITE_FULL -> "the disk is full. Free some space and try again; nothing was half-written.";
            case SQLITE_READONLY ->
                "it is read-only. Give yourself the right to write the file and its folder, or"
                        + " choose another folder.";
            case SQLITE_PERM, SQLITE_AUTH ->
                "access to it is denied. Give yourself the right to read and write the" + " file and its folder.";
            case SQLITE_IOERR ->
                "the disk could not be read or written (" + cause.getMessage()
                        + "). Check the disk and the space on it, then try again.";
            default -> cause.getMessage() + ". Mend that and try again.";
        };
    }
}
