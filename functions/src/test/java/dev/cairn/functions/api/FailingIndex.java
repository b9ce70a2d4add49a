package dev.cairn.functions.api;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.run.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An index that fails once it is told to. */
final class FailingIndex extends DelegatingIndexStore {
    @Nullable
    RuntimeException failure;

    FailingIndex() {
        super(new MemoryIndexStore());
    }

    private void fail() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
        fail();
        return super.get(key);
    }

    @Override
    public Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
        fail();
        return super.runs(tenant, cursor, limit);
    }

    @Override
    public boolean transact(List<Write> writes) {
        fail();
        return super.transact(writes);
    }
}
