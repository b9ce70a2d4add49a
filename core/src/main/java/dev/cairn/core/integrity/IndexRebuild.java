package dev.cairn.core.integrity;

import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The index made anew of the objects. Runs that it holds already are left as they are, deleted ones too, so that an
 * index that lost some gets these back, and a rebuild that was broken off is done again. It may be done while others work
 * on the runs that the index holds. What lies in no object is not rebuilt: who did what (audit), what befell a run
 * between two checkpoints (failures and their events), tombstones of deleted runs, task tokens.
 */
public final class IndexRebuild {
    private final BlobStore blobs;
    private final IndexStore into;
    private final boolean alone;
    private final Formats formats;

    /** @param alone whether nobody else opens a run in this store meanwhile: then what was opened just now is lost too */
    public IndexRebuild(BlobStore blobs, IndexStore into, boolean alone) {
        this(blobs, into, alone, Formats.RELEASED);
    }

    /** @param formats of what is in {@code blobs} */
    public IndexRebuild(BlobStore blobs, IndexStore into, boolean alone, Formats formats) {
        this.blobs = blobs;
        this.into = into;
        this.alone = alone;
        this.formats = formats;
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
        try {
            if (isPresent(run, troubles)) {
                return 1;
            }
            return switch (new RunRebuild(blobs, into, formats, alone, now, run, troubles).rebuild()) {
                case REBUILT -> 0;
                case PRESENT -> 1;
                case LOST -> 2;
            };
        } catch (NewerFormatException newer) {
            troubles.accept(new Trouble(
                    Grade.FAIL, run, run.prefix(), String.valueOf(newer.getMessage()), "rebuild with that release"));
            return 2;
        }
    }

    /** One that is there and cannot be read is left too: it is not for an addition to write over it. */
    private boolean isPresent(RunKey run, Consumer<Trouble> troubles) {
        try {
            return into.get(RunRecord.key(run)).isPresent();
        } catch (StoreException unreadable) {
            troubles.accept(new Trouble(
                    Grade.FAIL,
                    run,
                    run.prefix(),
                    "is in the index and cannot be read there: " + unreadable.what(),
                    "make the whole index anew: cairn doctor --rebuild-index --replace"));
            return true;
        }
    }
}
