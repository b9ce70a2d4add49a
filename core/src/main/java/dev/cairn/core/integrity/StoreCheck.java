package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.error.NewerFormatException;
import dev.cairn.core.error.StoreException;
import dev.cairn.core.format.Formats;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.integrity.Trouble.Grade;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A whole store, run by run: what is told goes out as it is found, and no more than one run is held. It only reads, so
 * it may be done beside everything else; what is committed meanwhile may be told as left over.
 */
public final class StoreCheck {
    private static final int PAGE = 200;

    /** A run that works moves under the check; one that is deleted meanwhile is no loss. */
    private static final int LOOKS = 3;

    private final BlobStore blobs;
    private final IndexStore index;
    private final Formats formats;

    public StoreCheck(BlobStore blobs, IndexStore index) {
        this(blobs, index, Formats.RELEASED);
    }

    /** @param formats of what is in {@code blobs} */
    public StoreCheck(BlobStore blobs, IndexStore index, Formats formats) {
        this.blobs = blobs;
        this.index = index;
        this.formats = formats;
    }

    /** @return how many runs were looked at: those of all tenants that have objects, or have runs in the index */
    public long check(Consumer<Trouble> troubles) {
        long[] runs = new long[1];
        new StoredRuns(blobs)
                .forEach(
                        run -> {
                            runs[0]++;
                            check(run, troubles);
                        },
                        key -> troubles.accept(new Trouble(Grade.WARN, null, key, "is no run's", "move it elsewhere")));
        index.tenants().stream()
                .sorted(Comparator.comparing(TenantId::value))
                .forEach(tenant -> runs[0] += withoutObjects(tenant, troubles));
        return runs[0];
    }

    /** What keeps one run from being read is no reason to leave the others. */
    void check(RunKey run, Consumer<Trouble> troubles) {
        try {
            List<Trouble> found = new ArrayList<>();
            for (int looks = 1; looks <= LOOKS; looks++) {
                found.clear();
                if (new RunCheck(blobs, index, formats, run, found::add).check()) {
                    break;
                }
            }
            found.forEach(troubles);
        } catch (NewerFormatException newer) {
            troubles.accept(new Trouble(
                    Grade.FAIL, run, run.prefix(), String.valueOf(newer.getMessage()), "look with that release"));
        } catch (StoreException unreadable) {
            troubles.accept(unreadable(run, unreadable.what()));
        }
    }

    private static Trouble unreadable(RunKey run, String why) {
        return new Trouble(
                Grade.FAIL,
                run,
                run.prefix(),
                "cannot be checked: " + why,
                "mend that, or make the index anew of the objects: cairn doctor --rebuild-index --replace");
    }

    private long withoutObjects(TenantId tenant, Consumer<Trouble> troubles) {
        long runs = 0;
        @Nullable String cursor = null;
        do {
            IndexStore.Page<RunRecord> page = index.runs(tenant, cursor, PAGE);
            for (RunRecord record : page.items()) {
                RunKey run = record.run();
                if (!record.deleted()
                        && blobs.list(run.prefix(), null, 1).isEmpty()
                        && index.get(RunRecord.key(run))
                                .filter(now -> !now.record().deleted())
                                .isPresent()) {
                    runs++;
                    troubles.accept(new Trouble(
                            Grade.FAIL,
                            run,
                            Keys.checkpoint(run, record.checkpointId()),
                            "is missing, and with it every object of the run",
                            "put the objects back from a backup, or delete the run: cairn delete " + run.runId()));
                }
            }
            for (IndexStore.Unreadable record : page.unreadable()) {
                // One that has objects was told of already.
                if (blobs.list(record.run().prefix(), null, 1).isEmpty()) {
                    runs++;
                    troubles.accept(unreadable(record.run(), record.why()));
                }
            }
            cursor = page.next();
        } while (cursor != null);
        return runs;
    }
}
