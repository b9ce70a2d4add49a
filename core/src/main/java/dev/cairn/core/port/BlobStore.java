package dev.cairn.core.port;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Bounds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable objects under keys of ids, slashes, dots and dashes. Every method throws {@link StoreException} when it
 * cannot tell the outcome; after a write the caller then reads back. A key reads what was put or nothing, never a part.
 */
public interface BlobStore {
    /**
     * Puts the object, of at most {@link Bounds#MAX_OBJECT} bytes, if the key holds none. Two writers at once: one
     * creates, the other finds it there. Where an attempt had its effect but its answer was lost, a writer may find its
     * own.
     */
    Put putIfAbsent(String key, byte[] bytes);

    /**
     * Reads the object.
     *
     * @throws BrokenObjectException if it is larger than {@link Bounds#MAX_OBJECT}; no more of it is read than that
     */
    Optional<byte[]> get(String key);

    /**
     * Keys with this prefix, ascending, after {@code after} (exclusive) if given.
     *
     * @param limit at most so many, 1 to 1,000
     */
    List<Stored> list(String prefix, @Nullable String after, int limit);

    /** Deletes the object; nothing happens if there is none. */
    void delete(String key);

    /**
     * Deletes every object below the folder, in no order that holds. Where it breaks off some are left, so it is to be
     * asked again.
     *
     * @param folder the beginning of their keys, up to and with a slash
     */
    default void deleteAll(String folder) {
        BlobRules.folder(folder);
        List<Stored> page;
        do {
            page = list(folder, null, 1_000);
            page.forEach(stored -> delete(stored.key()));
        } while (!page.isEmpty());
    }

    /**
     * Deletes the object if it still holds exactly these bytes. Answers whether it did; where an attempt had its effect
     * but its answer was lost, it may not know that it did.
     */
    boolean deleteIf(String key, byte[] bytes);

    enum Put {
        CREATED,
        EXISTS
    }

    /** @param bytes the size of the object */
    record Stored(String key, long bytes) {}
}
