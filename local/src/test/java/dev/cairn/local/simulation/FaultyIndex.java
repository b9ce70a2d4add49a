package dev.cairn.local.simulation;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The index behind the gate. */
final class FaultyIndex implements IndexStore {
    private final Gate gate;
    private final IndexStore store;

    FaultyIndex(Gate gate, IndexStore store) {
        this.gate = gate;
        this.store = store;
    }

    private static Site site(String what) {
        return new Site(Site.Port.INDEX, what);
    }

    @Override
    public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
        return gate.pass(site("get " + key.kind().word()), () -> store.get(key));
    }

    @Override
    public <T extends IndexRecord> List<T> list(
            RunKey run, RecordKind<T> kind, @Nullable String after, boolean descending, int limit) {
        return gate.pass(site("list " + kind.word()), () -> store.list(run, kind, after, descending, limit));
    }

    @Override
    public Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit) {
        return gate.pass(site("runs"), () -> store.runs(tenant, cursor, limit));
    }

    @Override
    public Set<TenantId> tenants() {
        return gate.pass(site("tenants"), store::tenants);
    }

    @Override
    public List<RunKey> due(Instant until, int limit) {
        return gate.pass(site("due"), () -> store.due(until, limit));
    }

    @Override
    public boolean transact(List<Write> writes) {
        return gate.pass(site("transact"), () -> store.transact(writes));
    }
}
