package dev.cairn.core.port;

import dev.cairn.core.error.BrokenObjectException;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Bounds;
import dev.cairn.core.run.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link BlobStore} refuses, in the same words. A key is one or more parts with a slash between them; a part
 * begins with a letter, a digit, '-' or '_', so that no part is {@code ..} or hidden and none is empty.
 */
public final class BlobRules {
    /** The longest key, in characters. */
    public static final int MAX_KEY = 900;

    /** The longest part of a key, in characters: what every file system takes as a name. */
    public static final int MAX_PART = 200;

    private static final String ALLOWED =
            "must be parts of letters, digits, '.', '-' and '_' with one '/' between them,"
                    + " no part empty, beginning with '.' or over " + MAX_PART + " characters, " + MAX_KEY + " in all";

    private BlobRules() {}

    /** @throws InvalidInputException if it is not a key */
    public static String key(String key) {
        return require("key", key, isParts(key) && !key.isEmpty() && !key.endsWith("/"));
    }

    /** @throws InvalidInputException if no key can begin with it; the empty prefix is that of all keys */
    public static String prefix(String prefix) {
        return require("prefix", prefix, isParts(prefix));
    }

    /** @throws InvalidInputException if it is not the whole of a folder: what begins a key, up to and with a slash */
    public static String folder(String folder) {
        return require("folder", folder, isParts(folder) && folder.endsWith("/"));
    }

    /** @throws InvalidInputException if it is given and no key can begin with it */
    public static @Nullable String after(@Nullable String after) {
        return after == null ? null : require("after", after, isParts(after));
    }

    /** @throws IllegalArgumentException if it is larger than {@link Bounds#MAX_OBJECT}: it could not be read again */
    public static byte[] object(byte[] bytes) {
        if (bytes.length > Bounds.MAX_OBJECT) {
            throw new IllegalArgumentException("an object of " + bytes.length + " bytes is larger than the "
                    + Bounds.MAX_OBJECT + " that can be kept");
        }
        return bytes;
    }

    /**
     * For a store that finds an object which none of ours can be, before it reads it.
     *
     * @param bytes its size
     */
    public static BrokenObjectException tooLarge(String key, long bytes) {
        return new BrokenObjectException(
                key, "is larger than anything Cairn stores (" + bytes + " bytes; at most " + Bounds.MAX_OBJECT + ")");
    }

    public static int limit(int limit) {
        return IndexRules.limit(limit);
    }

    /** Whether a name can be one part of a key. */
    public static boolean isPart(String name) {
        return isParts(name) && !name.isEmpty() && name.indexOf('/') < 0;
    }

    private static String require(String field, String value, boolean allowed) {
        if (value.length() > MAX_KEY || !allowed) {
            throw new InvalidInputException(field, ALLOWED);
        }
        return value;
    }

    /** Whether it is parts, each but the last with a slash behind it; the last may have one or be missing. */
    private static boolean isParts(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                if (length == 0) {
                    return false;
                }
                length = 0;
            } else if (length < MAX_PART && (Identifiers.isIdCharacter(c) || (c == '.' && length > 0))) {
                length++;
            } else {
                return false;
            }
        }
        return true;
    }
}
