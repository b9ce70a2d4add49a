package dev.cairn.functions.api.route;

import dev.cairn.core.index.RunCursor;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.Runs;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filtered pages of a tenant's runs. {@code next} is there only if another run matches; where that could not be found
 * out within bounds, a page may have fewer runs than its limit, or none, and a {@code next} to look further from.
 */
final class RunPages {
    private static final int STRIDE = 200;
    private static final int MOST_LOOKED_AT = 5_000;

    private final IndexStore index;
    private final Runs runs;

    RunPages(IndexStore index, Runs runs) {
        this.index = index;
        this.runs = runs;
    }

    /** A place in the list as clients carry it. */
    record Cursor(String text) {
        static Cursor parse(String text) {
            return new Cursor(RunCursor.parse(text).text());
        }
    }

    /** @param unreadable those that were met on the way; whether they match cannot be told */
    record Found(List<RunRecord> runs, @Nullable String next, List<IndexStore.Unreadable> unreadable) {}

    Found read(TenantId tenant, RunFilter filter, @Nullable Cursor cursor, int limit) {
        List<RunRecord> found = new ArrayList<>();
        List<IndexStore.Unreadable> unreadable = new ArrayList<>();
        String at = cursor == null ? null : cursor.text();
        int lookedAt = 0;
        while (lookedAt < MOST_LOOKED_AT) {
            IndexStore.Page<RunRecord> page = index.runs(tenant, at, STRIDE);
            unreadable.addAll(page.unreadable());
            for (RunRecord run : page.items()) {
                if (filter.isTooOld(run)) {
                    return new Found(found, null, unreadable);
                }
                if (runs.isVisible(run) && filter.admits(run)) {
                    if (found.size() == limit) {
                        return new Found(found, RunCursor.of(found.getLast()).text(), unreadable);
                    }
                    found.add(run);
                }
            }
            lookedAt += page.items().size() + page.unreadable().size();
            at = page.next();
            if (at == null) {
                return new Found(found, null, unreadable);
            }
        }
        return new Found(found, at, unreadable);
    }
}
