package dev.cairn.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RunCursor;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of runs of which some cannot be read. */
class RunsPageTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** Every other record is torn, but for one that a newer Cairn wrote. */
    private static Supplier<RunRecord> read(int n) {
        return () -> {
            if (n == 5) {
                throw new NewerFormatException("run record", 9, 1);
            }
            if (n % 2 == 1) {
                throw new StoreException("Record " + n + " is torn.");
            }
            return IndexSamples.run(new RunKey(ACME, new RunId("run-" + n)), NOON.minusSeconds(n), null, "t");
        };
    }

    private static IndexStore.Page<RunRecord> page(int from, int limit) {
        RunsPage page = new RunsPage(ACME, limit);
        for (int n = from; n < Math.min(9, from + page.wanted()); n++) {
            page.add(new RunCursor(NOON.minusSeconds(n), new RunId("run-" + n)), read(n));
        }
        return page.page();
    }

    @Test
    void pages_shouldGoOnPastWhatCannotBeRead_andNameIt() {
        for (int limit = 1; limit <= 10; limit++) {
            List<String> told = new ArrayList<>();
            List<String> unreadable = new ArrayList<>();
            @Nullable String cursor = null;
            int pages = 0;
            do {
                int from = cursor == null
                        ? 0
                        : 1
                                + Integer.parseInt(
                                        RunCursor.parse(cursor).runId().value().substring(4));
                IndexStore.Page<RunRecord> page = page(from, limit);
                assertThat(page.items().size() + page.unreadable().size()).isBetween(1, limit);
                page.items().forEach(run -> told.add(run.runId().value()));
                page.unreadable().forEach(one -> unreadable.add(one.run().runId() + " " + one.why()));
                cursor = page.next();
                pages++;
            } while (cursor != null);

            assertThat(told).containsExactly("run-0", "run-2", "run-4", "run-6", "run-8");
            assertThat(unreadable)
                    .hasSize(4)
                    .contains("run-1 Record 1 is torn.")
                    .anyMatch(one -> one.startsWith("run-5 ") && one.contains("run record"));
            assertThat(pages).isEqualTo((9 + limit - 1) / limit);
        }
    }
}
