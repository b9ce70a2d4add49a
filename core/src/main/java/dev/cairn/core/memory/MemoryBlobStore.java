package dev.cairn.core.memory;

import dev.cairn.core.port.BlobRules;
import dev.cairn.core.port.BlobStore;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Objects in memory. Bytes are copied on the way in and out, so that nobody changes what is stored. */
public final class MemoryBlobStore implements BlobStore {
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public Put putIfAbsent(String key, byte[] bytes) {
        return objects.putIfAbsent(BlobRules.key(key), BlobRules.object(bytes).clone()) == null
                ? Put.CREATED
                : Put.EXISTS;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(objects.get(BlobRules.key(key))).map(byte[]::clone);
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        BlobRules.prefix(prefix);
        BlobRules.after(after);
        BlobRules.limit(limit);
        NavigableMap<String, byte[]> tail = after == null || after.compareTo(prefix) < 0
                ? objects.tailMap(prefix, true)
                : objects.tailMap(after, false);
        return tail.entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .limit(limit)
                .map(entry -> new Stored(entry.getKey(), entry.getValue().length))
                .toList();
    }

    @Override
    public void delete(String key) {
        objects.remove(BlobRules.key(key));
    }

    @Override
    public boolean deleteIf(String key, byte[] bytes) {
        byte[] held = objects.get(BlobRules.key(key));
        // An array equals itself alone, so of two who found the same one removes it.
        return held != null && Arrays.equals(held, bytes) && objects.remove(key, held);
    }
}
