package dev.cairn.functions.api;

import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.port.BlobStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects in memory that can be damaged, behind a store that can be made to fail. */
final class FaultyBlobs implements BlobStore {
    private final BlobStore objects = new MemoryBlobStore();
    private volatile @Nullable RuntimeException failure;

    FaultyBlobs failWith(@Nullable RuntimeException thrown) {
        failure = thrown;
        return this;
    }

    void flip(String key) {
        byte[] bytes = objects.get(key).orElseThrow().clone();
        bytes[bytes.length / 2] ^= 1;
        objects.delete(key);
        objects.putIfAbsent(key, bytes);
    }

    @Override
    public Put putIfAbsent(String key, byte[] bytes) {
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        return objects.putIfAbsent(key, bytes);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return objects.get(key);
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        return objects.list(prefix, after, limit);
    }

    @Override
    public void delete(String key) {
        objects.delete(key);
    }

    @Override
    public boolean deleteIf(String key, byte[] bytes) {
        return objects.deleteIf(key, bytes);
    }
}
