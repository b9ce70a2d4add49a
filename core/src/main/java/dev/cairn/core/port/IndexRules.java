package dev.cairn.core.port;

import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every {@link IndexStore} refuses, in the same words: the bounds of the narrowest of them (DynamoDB) hold
 * everywhere, so that what works on one works on all.
 */
public final class IndexRules {
    public static final int MAX_LIMIT = 1_000;

    /** The most writes of one transaction. */
    public static final int MAX_WRITES = 100;

    private IndexRules() {}

    /** @throws IllegalArgumentException if it is not 1 to 1,000 */
    public static int limit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
        }
        return limit;
    }

    /** @throws IllegalArgumentException if there are more than 100, or two of them write one key */
    public static List<Write> writes(List<Write> writes) {
        if (writes.size() > MAX_WRITES) {
            throw new IllegalArgumentException(
                    "a transaction holds at most " + MAX_WRITES + " writes, this one " + writes.size());
        }
        Set<IndexKey<?>> keys = new HashSet<>();
        for (Write write : writes) {
            IndexKey<?> key = write.key();
            if (!keys.add(key)) {
                throw new IllegalArgumentException("a transaction writes a key once, this one twice "
                        + key.kind().word() + " " + key.sort() + " of run " + key.run());
            }
        }
        return List.copyOf(writes);
    }
}
