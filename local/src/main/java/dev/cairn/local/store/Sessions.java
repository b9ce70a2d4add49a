package dev.cairn.local.store;

import dev.cairn.core.error.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one database: opened when first needed, kept, and thrown away after any fault. One that can only
 * read serves once, lest it outlives what keeps the others from writing.
 */
final class Sessions implements AutoCloseable {
    private final Dialect dialect;
    private final Semaphore permits;
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Sessions(Dialect dialect) {
        this.dialect = dialect;
        this.permits = new Semaphore(dialect.sessions(), true);
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    /**
     * Waits for a connection and works on it.
     *
     * @param doing what it is, for the message should it fail
     */
    <T> T with(String doing, Work<T> work) {
        permits.acquireUninterruptibly();
        try {
            return work(work);
        } catch (SQLException e) {
            throw dialect.fault(doing, e);
        } finally {
            permits.release();
        }
    }

    private <T> T work(Work<T> work) throws SQLException {
        if (closed) {
            throw new StoreException("The index " + dialect.place() + " was closed; open it anew.");
        }
        Session kept = idle.poll();
        boolean lasting = kept != null || dialect.connectsToWrite();
        Session session = kept == null ? open() : kept;
        boolean sound = false;
        try {
            T result = work.on(session);
            if (lasting) {
                sound = true;
            } else {
                session.close();
            }
            return result;
        } catch (SQLException e) {
            close(session, e);
            // The server may have gone: then the others are dead as well, and the next caller shall not find that out.
            for (Session other = idle.poll(); other != null; other = idle.poll()) {
                close(other, e);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            close(session, e);
            throw e;
        } finally {
            if (sound) {
                idle.push(session);
            }
        }
    }

    private Session open() throws SQLException {
        Connection connection = dialect.connect();
        return new Session(connection);
    }

    private static void close(@Nullable Session session, Throwable why) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /** Waits for what is under way, and closes all. */
    @Override
    public void close() {
        permits.acquireUninterruptibly(dialect.sessions());
        try {
            closed = true;
            for (Session session = idle.poll(); session != null; session = idle.poll()) {
                session.close();
            }
        } catch (SQLException e) {
            throw dialect.fault("close", e);
        } finally {
            permits.release(dialect.sessions());
        }
    }
}
