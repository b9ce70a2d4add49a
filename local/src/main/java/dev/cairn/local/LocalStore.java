package dev.cairn.local;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.integrity.IndexRebuild;
import dev.cairn.core.integrity.StoreCheck;
import dev.cairn.core.integrity.Trouble;
import dev.cairn.core.integrity.Unopened;
import dev.cairn.core.port.BlobStore;
import dev.cairn.local.owner.OwnedException;
import dev.cairn.local.owner.Owner;
import dev.cairn.local.store.Durability;
import dev.cairn.local.store.FileBlobStore;
import dev.cairn.local.store.JdbcIndexStore;
import dev.cairn.local.store.SqliteDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/** What a data folder holds, looked at and mended without a server. */
public final class LocalStore {
    private static final String REBUILD = "make it anew of the objects: cairn doctor --rebuild-index";

    private final DataFolder data;

    private LocalStore(DataFolder data) {
        this.data = data;
    }

    /**
     * The store of a folder that is there.
     *
     * @throws LocalStartException if it cannot be used
     */
    public static LocalStore of(Path folder) {
        return new LocalStore(DataFolder.open(folder));
    }

    /**
     * Checks everything; may be done while a server works on the folder.
     *
     * @return how many runs were looked at
     */
    public long check(Consumer<Trouble> troubles) {
        if (!Files.exists(data.objects()) && !Files.exists(data.index())) {
            return 0;
        }
        if (!Files.exists(data.index())) {
            if (holdsObjects()) {
                troubles.accept(index("is missing, and objects of runs are there", REBUILD));
            }
            return 0;
        }
        try (JdbcIndexStore index = open(data.index())) {
            return new StoreCheck(objects(), index).check(troubles);
        } catch (StoreException e) {
            troubles.accept(index("cannot be read: " + e.what(), isReadable() ? REBUILD + " --replace" : REBUILD));
            return 0;
        }
    }

    private Trouble index(String what, String advice) {
        return new Trouble(Trouble.Grade.FAIL, null, data.index().toString(), what, advice);
    }

    /** Whether there are objects that an index should know. */
    boolean holdsObjects() {
        return Files.exists(data.objects()) && !objects().list("", null, 1).isEmpty();
    }

    private BlobStore objects() {
        return new FileBlobStore(data.objects(), Durability.FSYNC);
    }

    private static JdbcIndexStore open(Path file) {
        return new JdbcIndexStore(new SqliteDialect(file, Durability.FSYNC));
    }

    /**
     * Adds the runs to the index that have objects and are not in it. An index that is missing or cannot be read at all
     * is made anew, and so is any if {@code replace}: beside the one that stands, and put in its place when it is whole;
     * the one that stood is kept under another name.
     *
     * @param replace whether the runs that the index holds are to be made anew too; what no object holds of them goes
     * @throws OwnedException if a server works on the folder
     */
    public IndexRebuild.Outcome rebuildIndex(boolean replace, Instant now, Consumer<Trouble> troubles) {
        try {
            Owner owner = Owner.take(data.path());
            try (owner) {
                return replace || !isReadable() ? anew(now, troubles) : added(now, troubles);
            }
        } catch (IOException e) {
            throw new LocalStartException(
                    "The index could not be made anew in " + data.path() + ": " + e.getMessage()
                            + ". Nothing was changed, or the old index lies beside it; mend that and do it again.",
                    e);
        }
    }

    /**
     * Removes what openings and forks left that died before the index had their run.
     *
     * @throws OwnedException if a server works on the folder
     * @throws LocalStartException if there is no index that can tell which runs there are
     */
    public Unopened.Outcome clean(Instant now, Consumer<Trouble> troubles) {
        try {
            Owner owner = Owner.take(data.path());
            try (owner) {
                if (!isReadable()) {
                    throw new LocalStartException("Nothing was removed: the index " + data.index()
                            + " is missing or cannot be read, so no run is known. First " + REBUILD);
                }
                try (JdbcIndexStore index = open(data.index())) {
                    return new Unopened(objects(), index, true).remove(now, troubles);
                }
            }
        } catch (IOException e) {
            throw new LocalStartException("The folder " + data.path() + " could not be taken: " + e.getMessage(), e);
        }
    }

    /** Whether it is an index; a single row of it may be damaged all the same. */
    private boolean isReadable() {
        if (!Files.exists(data.index())) {
            return false;
        }
        try (JdbcIndexStore index = open(data.index())) {
            // Reads no row's body: a damaged one does not make the rest unreadable.
            index.due(Instant.EPOCH, 1);
            return true;
        } catch (StoreException unreadable) {
            return false;
        }
    }

    /** A run is added in whole or not yet, so that an addition that was broken off is done again. */
    private IndexRebuild.Outcome added(Instant now, Consumer<Trouble> troubles) {
        try (JdbcIndexStore index = open(data.index())) {
            return new IndexRebuild(objects(), index, true).rebuild(now, troubles);
        } catch (StoreException e) {
            throw new LocalStartException(
                    "Runs could not be added to the index " + data.index() + ": " + e.getMessage()
                            + " Mend that and do it again, or " + REBUILD + " --replace",
                    e);
        }
    }

    private IndexRebuild.Outcome anew(Instant now, Consumer<Trouble> troubles) throws IOException {
        IndexFile draft = new IndexFile(data.path().resolve("index.db.rebuilding"));
        draft.delete();
        IndexRebuild.Outcome outcome;
        try (JdbcIndexStore index = open(draft.path())) {
            outcome = new IndexRebuild(objects(), index, true).rebuild(now, troubles);
        }
        IndexFile standing = new IndexFile(data.index());
        standing.moveTo(data.path().resolve("index.db.before-" + now.getEpochSecond()));
        draft.moveTo(data.index());
        return outcome;
    }
}
