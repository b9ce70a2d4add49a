package dev.cairn.core.port;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An index that asks another; a test overrides the calls that it is about. */
public abstract class DelegatingIndexStore implements IndexStore {
    private final IndexStore store;

    protected DelegatingIndexStore(IndexStore store) {
        this.store = store;
    }

    @Override
    public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
        return store.get(key);
    }

    @Override
    public <T extends IndexRecord> List<T> list(
            RunKey run, RecordKind<T> kind, @Nullable String after, boolean descending, int limit) {
        return store.list(run, kind, after, descending, limit);
    }

    @Override
    public Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
        return store.runs(tenant, cursor, limit);
    }

    @Override
    public Set<TenantId> tenants() {
        return store.tenants();
    }

    @Override
    public List<RunKey> due(Instant until, int limit) {
        return store.due(until, limit);
    }

    @Override
    public boolean transact(List<Write> writes) {
        return store.transact(writes);
    }
}
