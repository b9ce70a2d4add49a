package dev.cairn.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that are committed together are still each all or nothing. */
class CommitsTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("run-1"));

    @TempDir
    Path folder;

    private SqliteDialect dialect;
    private Sessions sessions;
    private Commits commits;

    @BeforeEach
    void open() {
        dialect = new SqliteDialect(folder.resolve("index.db"), Durability.NONE);
        new JdbcIndexStore(dialect).close();
        sessions = new Sessions(dialect);
        commits = new Commits(dialect, sessions);
    }

    @Test
    void commit_shouldDoEachWhollyOrNotAtAll_whenSeveralAreWaiting() throws Exception {
        List<Object> outcomes = together(
                session -> {},
                List.of(create("a")),
                List.of(create("b"), new Write.Replace(token("none"), 1)),
                List.of(create("c"), create("d")),
                List.of(create("e"), create("a"), create("f")),
                List.of(create("g"), new Write.Remove(token("d").key())));

        assertThat(outcomes).containsExactly(true, false, true, false, true);
        assertThat(stored()).containsExactly("a", "c", "g");
    }

    @Test
    void commit_shouldTellEveryCaller_whenTheDatabaseFails() throws Exception {
        List<Object> outcomes = together(
                session -> session.execute("ALTER TABLE cairn_record RENAME TO elsewhere"),
                List.of(create("a")),
                List.of(create("b")),
                List.of(create("c")));

        assertThat(outcomes)
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e)
                                        .hasMessageContaining(dialect.file().toString())
                                        .hasMessageContaining("no such table")));
        sessions.with("put it back", session -> {
            session.execute("ALTER TABLE elsewhere RENAME TO cairn_record");
            return true;
        });
        assertThat(stored()).isEmpty();
        assertThat(commits.commit(List.of(RowWrite.of(create("a"))))).isTrue();
    }

    private interface Before {
        void on(Session session) throws SQLException;
    }

    /** Holds the one connection until all of these wait for it, one after the other. Answers what each came to. */
    @SafeVarargs
    private List<Object> together(Before before, List<Write>... transactions) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(1);
        Thread holder = Thread.ofPlatform()
                .start(() -> sessions.with("hold", session -> {
                    before.on(session);
                    held.countDown();
                    awaited(all);
                    return true;
                }));
        held.await();
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (List<Write> writes : transactions) {
            List<RowWrite> rows = writes.stream().map(RowWrite::of).toList();
            FutureTask<Boolean> task = new FutureTask<>(() -> commits.commit(rows));
            tasks.add(task);
            Thread thread = Thread.ofPlatform().start(task);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        all.countDown();
        holder.join();
        List<Object> outcomes = new ArrayList<>();
        for (FutureTask<Boolean> task : tasks) {
            try {
                outcomes.add(task.get());
            } catch (ExecutionException e) {
                outcomes.add(e.getCause());
            }
        }
        return outcomes;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> stored() {
        try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
            return store.list(RUN, RecordKind.TOKEN, null, false, 100).stream()
                    .map(record -> record.requestId().value())
                    .toList();
        }
    }

    private static Write create(String id) {
        return new Write.Create(token(id));
    }

    private static TokenRecord token(String id) {
        return new TokenRecord(RUN.tenant(), RUN.runId(), new RequestId(id), 1, "t");
    }
}
