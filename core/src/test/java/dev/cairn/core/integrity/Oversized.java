package dev.cairn.core.integrity;

import dev.cairn.core.port.BlobRules;
import dev.cairn.core.port.BlobStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in which one object has grown beyond what any can have. */
record Oversized(BlobStore inner, String key) implements BlobStore {
    static final long BYTES = 3L << 30;

    @Override
    public Optional<byte[]> get(String wanted) {
        if (wanted.equals(key)) {
            throw BlobRules.tooLarge(key, BYTES);
        }
        return inner.get(wanted);
    }

    @Override
    public Put putIfAbsent(String at, byte[] object) {
        return at.equals(key) ? Put.EXISTS : inner.putIfAbsent(at, object);
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        return inner.list(prefix, after, limit).stream()
                .map(one -> one.key().equals(key) ? new Stored(key, BYTES) : one)
                .toList();
    }

    @Override
    public void delete(String at) {
        inner.delete(at);
    }

    @Override
    public boolean deleteIf(String at, byte[] object) {
        return !at.equals(key) && inner.deleteIf(at, object);
    }
}
