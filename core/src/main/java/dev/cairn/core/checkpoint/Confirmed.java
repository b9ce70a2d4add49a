package dev.cairn.core.checkpoint;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexStore;
import java.util.List;

/** Transactions on a run's record whose outcome is read back where the store could not tell it. */
public final class Confirmed {
    private Confirmed() {}

    /**
     * As {@link IndexStore#transact}.
     *
     * @param after a record as the writes leave it, by which they are known again: nobody else writes the same
     * @throws StoreException if the outcome is unknown and the record is not (or no longer) the one that was written
     */
    public static boolean transact(IndexStore index, IndexRecord after, List<Write> writes) {
        try {
            return index.transact(writes);
        } catch (StoreException unknown) {
            boolean done = index.get(after.key())
                    .map(Versioned::record)
                    .filter(after::equals)
                    .isPresent();
            if (done) {
                return true;
            }
            throw unknown;
        }
    }
}
