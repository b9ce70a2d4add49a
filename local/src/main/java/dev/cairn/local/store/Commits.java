package dev.cairn.local.store;

import dev.cairn.core.error.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Transactions, one after the other or together. Where the database writes one at a time, those that come while one is
 * being written wait for its connection; the first to get it does all of theirs behind savepoints and makes them
 * durable by one commit, which costs no more than one of them alone.
 */
final class Commits {
    /** The most that are committed together. */
    private static final int TOGETHER = 64;

    private static final int ATTEMPTS = 10;
    private static final String DOING = "commit a transaction";

    private final Dialect dialect;
    private final Sessions sessions;
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();

    Commits(Dialect dialect, Sessions sessions) {
        this.dialect = dialect;
        this.sessions = sessions;
    }

    /** Whether all conditions held and all is done; otherwise nothing is. */
    boolean commit(List<RowWrite> writes) {
        Pending mine = new Pending(writes);
        if (!dialect.commitsTogether()) {
            sessions.with(DOING, session -> lead(session, List.of(mine)));
            return mine.result(dialect);
        }
        waiting.add(mine);
        try {
            sessions.with(DOING, session -> mine.isOver() || lead(session, next()));
        } finally {
            // If no connection could be had, nobody else shall do what its caller was told has failed.
            waiting.remove(mine);
        }
        return mine.result(dialect);
    }

    private List<Pending> next() {
        List<Pending> batch = new ArrayList<>();
        while (batch.size() < TOGETHER) {
            Pending pending = waiting.poll();
            if (pending == null) {
                break;
            }
            batch.add(pending);
        }
        return batch;
    }

    private boolean lead(Session session, List<Pending> batch) throws SQLException {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    together(session, batch);
                    return true;
                } catch (SQLException e) {
                    if (attempt == ATTEMPTS || !dialect.shouldRetry(e)) {
                        throw e;
                    }
                    dialect.rollback(session);
                }
            }
        } catch (SQLException | RuntimeException | Error e) {
            batch.forEach(pending -> pending.failed(e));
            throw e;
        }
    }

    private void together(Session session, List<Pending> batch) throws SQLException {
        dialect.begin(session);
        boolean[] held = new boolean[batch.size()];
        boolean any = false;
        for (int i = 0; i < held.length; i++) {
            held[i] = batch.size() == 1 ? apply(session, batch.get(i)) : behindSavepoint(session, batch.get(i));
            any |= held[i];
        }
        if (any) {
            dialect.commit(session);
        } else {
            dialect.rollback(session);
        }
        for (int i = 0; i < held.length; i++) {
            batch.get(i).done(held[i]);
        }
    }

    private static boolean behindSavepoint(Session session, Pending pending) throws SQLException {
        session.execute("SAVEPOINT one");
        boolean held = apply(session, pending);
        if (!held) {
            session.execute("ROLLBACK TO one");
        }
        session.execute("RELEASE one");
        return held;
    }

    private static boolean apply(Session session, Pending pending) throws SQLException {
        for (RowWrite write : pending.writes) {
            if (!write.apply(session)) {
                return false;
            }
        }
        return true;
    }

    /** A transaction and its outcome. Written by the thread that holds the connection, read by its own after that. */
    private static final class Pending {
        private final List<RowWrite> writes;
        private volatile @Nullable Boolean held;
        private volatile @Nullable Throwable failure;

        Pending(List<RowWrite> writes) {
            this.writes = writes;
        }

        boolean isOver() {
            return held != null || failure != null;
        }

        void done(boolean held) {
            this.held = held;
        }

        void failed(Throwable failure) {
            this.failure = failure;
        }

        boolean result(Dialect dialect) {
            if (failure instanceof SQLException cause) {
                throw dialect.fault(DOING, cause);
            }
            Boolean outcome = held;
            if (outcome == null) {
                throw new StoreException(
                        "Could not " + DOING + " in the index " + dialect.place() + ": a transaction committed together"
                                + " with it failed. Read back and try again.",
                        failure == null ? new IllegalStateException("no outcome") : failure);
            }
            return outcome;
        }
    }
}
