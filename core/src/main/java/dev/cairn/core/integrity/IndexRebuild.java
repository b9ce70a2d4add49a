package dev.cairn.core.integrity;

import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The index made anew of the objects. Runs that it holds already are left as they are, so a rebuild that was broken off
 * is done again. What lies in no object is not rebuilt: who did what (audit), what befell a run between two checkpoints
 * (failures and their events), tombstones of deleted runs, task tokens.
 */
public final class IndexRebuild {
    private final BlobStore blobs;
    private final IndexStore into;

    public IndexRebuild(BlobStore blobs, IndexStore into) {
        this.blobs = blobs;
        this.into = into;
    }

    /**
     * How many runs there were.
     *
     * @param rebuilt put into the index now
     * @param present left as they were
     * @param lost not rebuilt; the troubles say why
     */
    public record Outcome(int rebuilt, int present, int lost) {}

    /** @param now the epoch of every run is taken from it, so that no execution of before commits anything any more */
    public Outcome rebuild(Instant now, Consumer<Trouble> troubles) {
        int[] counts = new int[3];
        new StoredRuns(blobs).forEach(run -> counts[one(run, now, troubles)]++, key -> {
            troubles.accept(new Trouble(Grade.NOTE, null, key, "is no run's", "leave it, or move it elsewhere"));
        });
        return new Outcome(counts[0], counts[1], counts[2]);
    }

    private int one(RunKey run, Instant now, Consumer<Trouble> troubles) {
        if (into.get(RunRecord.key(run)).isPresent()) {
            return 1;
        }
        try {
            return new RunRebuild(blobs, into, now, run, troubles).rebuild() ? 0 : 2;
        } catch (NewerFormatException newer) {
            troubles.accept(new Trouble(
                    Grade.FAIL, run, run.prefix(), String.valueOf(newer.getMessage()), "rebuild with that release"));
            return 2;
        }
    }
}
