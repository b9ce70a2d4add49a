package dev.cairn.core.port;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.RunCursor;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A page of {@link IndexStore#runs} while a store puts it together. */
public final class RunsPage {
    private final TenantId tenant;
    private final int limit;
    private final List<RunRecord> items = new ArrayList<>();
    private final List<IndexStore.Unreadable> unreadable = new ArrayList<>();
    private @Nullable RunCursor last;
    private boolean more;

    public RunsPage(TenantId tenant, int limit) {
        this.tenant = requireNonNull(tenant, "tenant is null");
        this.limit = IndexRules.limit(limit);
    }

    /** How many records to ask for: one more than the page holds says whether there is a next. */
    public int wanted() {
        return limit + 1;
    }

    /**
     * The next record, in the order of the list.
     *
     * @param at where it stands, as far as the store knows that without reading it
     * @param read may throw StoreException or NewerFormatException: then it is named as unreadable
     */
    public void add(RunCursor at, Supplier<RunRecord> read) {
        if (items.size() + unreadable.size() == limit) {
            more = true;
            return;
        }
        last = at;
        try {
            RunRecord run = read.get();
            last = RunCursor.of(run);
            items.add(run);
        } catch (StoreException | NewerFormatException e) {
            unreadable.add(new IndexStore.Unreadable(new RunKey(tenant, at.runId()), String.valueOf(e.getMessage())));
        }
    }

    public IndexStore.Page<RunRecord> page() {
        return new IndexStore.Page<>(items, more && last != null ? last.text() : null, unreadable);
    }
}
