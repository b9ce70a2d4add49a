package dev.cairn.core.lifecycle;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.Storage;
import java.nio.charset.StandardCharsets;

/**
 * The objects that say of pinned runs that they are, should the index be lost. One lies there from before its run's record
 * says so until after that says otherwise, so a pin is never lost; who dies between the two leaves one too many.
 */
public final class Pins {
    private static final byte[] PIN = "{\"keep\":true}\n".getBytes(StandardCharsets.UTF_8);

    /** What one takes. */
    static final Storage PINNED = new Storage(PIN.length, 1);

    private final BlobStore blobs;
    private final IndexStore index;

    public Pins(BlobStore blobs, IndexStore index) {
        this.blobs = blobs;
        this.index = index;
    }

    void put(RunKey run) {
        blobs.putIfAbsent(Keys.keep(run), PIN);
    }

    /** Whether the object says what the record says. */
    public boolean agrees(RunKey run) {
        return blobs.list(Keys.keep(run), null, 1).isEmpty() != isKept(run);
    }

    /**
     * Makes the object follow the record; again, if that was changed by others meanwhile. It may be done beside those who
     * pin and unpin, who do the same at their end.
     */
    public void agree(RunKey run) {
        boolean kept;
        do {
            kept = isKept(run);
            if (kept) {
                put(run);
            } else {
                blobs.delete(Keys.keep(run));
            }
        } while (isKept(run) != kept);
    }

    private boolean isKept(RunKey run) {
        return index.get(RunRecord.key(run))
                .filter(found -> found.record().keep() && !found.record().deleted())
                .isPresent();
    }
}
