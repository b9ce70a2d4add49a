package dev.cairn.cli.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.TokenRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.local.store.Durability;
import dev.cairn.local.store.JdbcIndexStore;
import dev.cairn.local.store.SqliteDialect;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the index alone is full: it is said by name, nothing is half-written, and with room it goes on. */
class FullIndexTest {
    private static final RunKey RUN = new RunKey(new TenantId("acme"), new RunId("run-1"));

    @TempDir
    Path folder;

    private static List<Write> pair(int number) {
        return List.of(create("a" + number), create("b" + number));
    }

    private static Write create(String id) {
        return new Write.Create(new TokenRecord(RUN.tenant(), RUN.runId(), new RequestId(id), 1, "x".repeat(2_000)));
    }

    private static int kept(JdbcIndexStore store) {
        return store.list(RUN, RecordKind.TOKEN, null, false, 1_000).size();
    }

    private static @Nullable StoreException refusal(JdbcIndexStore store, int number) {
        try {
            store.transact(pair(number));
            return null;
        } catch (StoreException full) {
            return full;
        }
    }

    @Test
    void transact_shouldNameTheFullDisk_keepWhatWasThere_andGoOnWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), 1)) {
            SqliteDialect dialect = new SqliteDialect(disk.folder().resolve("index.db"), Durability.FSYNC);
            int pairs = 0;
            try (JdbcIndexStore store = new JdbcIndexStore(dialect)) {
                StoreException full = refusal(store, pairs);
                while (full == null) {
                    full = refusal(store, ++pairs);
                }
                assertThat(pairs).isPositive();
                assertThat(full)
                        .hasMessageStartingWith("Could not commit")
                        .hasMessageContaining(dialect.file().toString())
                        .hasMessageContaining("the disk is full")
                        .hasMessageContaining("Free some space");
                assertThat(kept(store)).as("neither of the refused two").isEqualTo(2 * pairs);

                disk.grow(16);
                assertThat(store.transact(pair(pairs))).isTrue();
                assertThat(kept(store)).isEqualTo(2 * pairs + 2);
            }
            try (JdbcIndexStore anew = new JdbcIndexStore(dialect)) {
                assertThat(kept(anew)).isEqualTo(2 * pairs + 2);
            }
        }
    }
}
