package dev.cairn.local.simulation;

import dev.cairn.core.port.BlobStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects with a witness to what becomes of them. */
final class WitnessedBlobs implements BlobStore {
    private final BlobStore store;
    private final Witness witness;
    private final Bill bill;
    private final Turns turns;

    WitnessedBlobs(BlobStore store, Witness witness, Bill bill, Turns turns) {
        this.store = store;
        this.witness = witness;
        this.bill = bill;
        this.turns = turns;
    }

    @Override
    public Put putIfAbsent(String key, byte[] bytes) {
        Put put = store.putIfAbsent(key, bytes);
        bill.put(key, put == Put.CREATED);
        return put;
    }

    @Override
    public Optional<byte[]> get(String key) {
        Optional<byte[]> found = store.get(key);
        bill.looked(key, found.isPresent());
        Invocation who = turns.invocation();
        if (who != null && found.isPresent() && !witness.isAsCommitted(key, found.get())) {
            who.taint();
        }
        return found;
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        return store.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) {
        witness.deleting(key);
        store.delete(key);
        bill.gone(key);
    }

    @Override
    public boolean deleteIf(String key, byte[] bytes) {
        boolean deleted = store.deleteIf(key, bytes);
        if (deleted) {
            bill.gone(key);
        }
        if (deleted && witness.isAsCommitted(key, bytes)) {
            // A damaged copy may make way for a good one, and what nothing stands on for what is taken anew.
            witness.lost(key);
        }
        return deleted;
    }
}
