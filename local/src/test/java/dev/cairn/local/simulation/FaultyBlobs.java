package dev.cairn.local.simulation;

import dev.cairn.core.port.BlobStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects behind the gate. */
final class FaultyBlobs implements BlobStore {
    private final Gate gate;
    private final BlobStore store;

    FaultyBlobs(Gate gate, BlobStore store) {
        this.gate = gate;
        this.store = store;
    }

    private static Site site(String what) {
        return new Site(Site.Port.BLOBS, what);
    }

    @Override
    public Put putIfAbsent(String key, byte[] bytes) {
        return gate.pass(Site.ofPut(folder(key)), () -> store.putIfAbsent(key, bytes));
    }

    @Override
    public Optional<byte[]> get(String key) {
        return gate.pass(site("get " + folder(key)), () -> store.get(key));
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        return gate.pass(site("list"), () -> store.list(prefix, after, limit));
    }

    @Override
    public void delete(String key) {
        gate.pass(site("delete"), () -> {
            store.delete(key);
            return true;
        });
    }

    @Override
    public boolean deleteIf(String key, byte[] bytes) {
        return gate.pass(site("delete if"), () -> store.deleteIf(key, bytes));
    }

    /** {@code tenant/runs/id/FOLDER/...}. */
    private static String folder(String key) {
        String[] parts = key.split("/", 5);
        return parts.length > 3 ? parts[3] : key;
    }
}
