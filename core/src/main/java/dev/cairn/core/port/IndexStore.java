package dev.cairn.core.port;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Typed records under conditional transactions. Reads are strongly consistent. Every method throws
 * {@link StoreException} when it cannot tell the outcome.
 */
public interface IndexStore {
    <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key);

    /**
     * The records of one kind of one run in the order of their sort keys.
     *
     * @param after exclusive; with {@code descending}, records before it
     * @param limit 1 to 1,000
     */
    <T extends IndexRecord> List<T> list(
            RunKey run, RecordKind<T> kind, @Nullable String after, boolean descending, int limit);

    /**
     * A tenant's runs, newest first.
     *
     * @param cursor what {@link Page#next} said, or null for the first page
     * @param limit 1 to 1,000
     */
    Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit);

    /** Runs of all tenants whose {@code due} is not after the instant, earliest first. */
    List<RunKey> due(Instant until, int limit);

    /**
     * All of the writes or none.
     *
     * @return whether they were done; false if one of the conditions did not hold
     */
    boolean transact(List<Write> writes);

    record Page<T>(List<T> items, @Nullable String next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
