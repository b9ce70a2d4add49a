package dev.cairn.core.integrity;

import dev.cairn.core.port.BlobStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store in which one object reads otherwise than it was stored.
 *
 * @param bytes null if it reads as missing
 */
record Damage(BlobStore inner, String key, byte @Nullable [] bytes) implements BlobStore {
    /** Every byte flipped, every length cut to, and the object gone. */
    static Stream<Damage> every(BlobStore inner, String key) {
        byte[] whole = inner.get(key).orElseThrow();
        Stream<Damage> flipped = IntStream.range(0, whole.length).mapToObj(at -> {
            byte[] other = whole.clone();
            other[at] ^= (byte) (1 << (at % 8));
            return new Damage(inner, key, other);
        });
        Stream<Damage> cut =
                IntStream.range(0, whole.length).mapToObj(at -> new Damage(inner, key, Arrays.copyOf(whole, at)));
        return Stream.concat(Stream.concat(flipped, cut), Stream.of(new Damage(inner, key, null)));
    }

    /** One of each kind. */
    static List<Damage> some(BlobStore inner, String key) {
        byte[] whole = inner.get(key).orElseThrow();
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        return List.of(
                new Damage(inner, key, flipped),
                new Damage(inner, key, Arrays.copyOf(whole, whole.length / 2)),
                new Damage(inner, key, new byte[0]),
                new Damage(inner, key, null));
    }

    /** For good, in the store itself. */
    void settle() {
        inner.delete(key);
        if (bytes != null) {
            inner.putIfAbsent(key, bytes);
        }
    }

    @Override
    public Optional<byte[]> get(String wanted) {
        return wanted.equals(key) ? Optional.ofNullable(bytes).map(byte[]::clone) : inner.get(wanted);
    }

    @Override
    public Put putIfAbsent(String at, byte[] object) {
        return inner.putIfAbsent(at, object);
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        return inner.list(prefix, after, limit);
    }

    @Override
    public void delete(String at) {
        inner.delete(at);
    }

    @Override
    public boolean deleteIf(String at, byte[] object) {
        return inner.deleteIf(at, object);
    }
}
