package dev.cairn.local.store;

import static dev.cairn.local.store.Statements.key;
import static dev.cairn.local.store.Statements.time;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.Write;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** One write of a transaction, ready to be done: encoded already, so that only the database can still refuse it. */
sealed interface RowWrite {
    IndexKey<?> key();

    /** Does it, and answers whether its condition held. */
    boolean apply(Session session) throws SQLException;

    static RowWrite of(Write write) {
        return switch (write) {
            case Write.Create create -> new Insert(Row.of(create.record()), Statements.CREATE);
            case Write.Put put -> new Insert(Row.of(put.record()), Statements.PUT);
            case Write.Replace replace -> new Update(Row.of(replace.record()), replace.version());
            case Write.Remove remove -> new Delete(remove.key());
            case Write.Absent absent -> new Gap(absent.key());
        };
    }

    record Insert(Row row, String sql) implements RowWrite {
        @Override
        public IndexKey<?> key() {
            return row.key();
        }

        @Override
        public boolean apply(Session session) throws SQLException {
            PreparedStatement statement = session.prepare(sql);
            int next = Statements.key(statement, 1, row.key());
            time(statement, next, row.createdAt());
            time(statement, next + 1, row.due());
            statement.setString(next + 2, row.body());
            return statement.executeUpdate() == 1;
        }
    }

    record Update(Row row, long version) implements RowWrite {
        @Override
        public IndexKey<?> key() {
            return row.key();
        }

        @Override
        public boolean apply(Session session) throws SQLException {
            Long createdAt = row.createdAt();
            if (createdAt == null) {
                PreparedStatement statement = session.prepare(Statements.REPLACE);
                statement.setString(1, row.body());
                statement.setLong(Statements.key(statement, 2, row.key()), version);
                return statement.executeUpdate() == 1;
            }
            return keepingItsTime(session, createdAt) || whole(session, createdAt);
        }

        private boolean keepingItsTime(Session session, long createdAt) throws SQLException {
            PreparedStatement statement = session.prepare(Statements.REPLACE_RUN);
            statement.setString(1, row.body());
            time(statement, 2, row.due());
            int next = Statements.key(statement, 3, row.key());
            statement.setLong(next, version);
            statement.setLong(next + 1, createdAt);
            return statement.executeUpdate() == 1;
        }

        private boolean whole(Session session, long createdAt) throws SQLException {
            PreparedStatement statement = session.prepare(Statements.REPLACE_WHOLE_RUN);
            statement.setString(1, row.body());
            time(statement, 2, row.due());
            statement.setLong(3, createdAt);
            statement.setLong(Statements.key(statement, 4, row.key()), version);
            return statement.executeUpdate() == 1;
        }
    }

    record Delete(IndexKey<?> key) implements RowWrite {
        @Override
        public boolean apply(Session session) throws SQLException {
            PreparedStatement statement = session.prepare(Statements.REMOVE);
            Statements.key(statement, 1, key);
            statement.executeUpdate();
            return true;
        }
    }

    /** A row that is put and taken away again, for that alone makes whoever puts one there wait for this transaction. */
    record Gap(IndexKey<?> key) implements RowWrite {
        @Override
        public boolean apply(Session session) throws SQLException {
            return new Insert(new Row(key, null, null, ""), Statements.CREATE).apply(session)
                    && new Delete(key).apply(session);
        }
    }
}
