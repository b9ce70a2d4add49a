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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Typed records under conditional transactions. {@link #get} and {@link #list} are strongly consistent: they see every
 * write that was done before. {@link #runs} and {@link #due} answer no record that is not so any more, but may overlook
 * for a moment (about a second) what was written just now. Every method throws {@link StoreException} when it cannot tell
 * the outcome.
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
     * A tenant's runs, newest first. A record that cannot be read, or that a newer Cairn wrote, is named and left out, so
     * that it hides no other.
     *
     * @param cursor what {@link Page#next} said, or null for the first page
     * @param limit 1 to 1,000
     */
    Page<RunRecord> runs(TenantId tenant, @Nullable String cursor, int limit);

    /**
     * Every tenant that has a run; for a moment also one whose last run has just gone. It reads where all runs stand, so
     * it is for who looks at a whole store, and for no request.
     */
    Set<TenantId> tenants();

    /**
     * Runs of all tenants whose {@code due} is not after the instant, earliest first.
     *
     * @param limit 1 to 1,000; fewer than that does not mean that there are no more
     */
    List<RunKey> due(Instant until, int limit);

    /**
     * All of the writes or none.
     *
     * @throws dev.cairn.core.error.StoreRefusedException if the store does not take so much, however often it is asked
     * @return whether they were done; false if one of the conditions did not hold
     */
    boolean transact(List<Write> writes);

    /** @param unreadable those that belong among the items and cannot be told */
    record Page<T>(List<T> items, @Nullable String next, List<Unreadable> unreadable) {
        public Page {
            items = List.copyOf(items);
            unreadable = List.copyOf(unreadable);
        }

        public Page(List<T> items, @Nullable String next) {
            this(items, next, List.of());
        }
    }

    /**
     * A record that is there and cannot be read.
     *
     * @param why for a person; nothing of the record's content
     */
    record Unreadable(RunKey run, String why) {}
}
