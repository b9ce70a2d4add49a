package dev.cairn.core.integrity;

import dev.cairn.core.checkpoint.Keys;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.run.RunKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The runs that have objects, one after the other: a store of any size is walked without being held. */
final class StoredRuns {
    /** After every name that lies directly under a run's prefix. */
    private static final String LAST = "zzzz";

    private final BlobStore blobs;

    StoredRuns(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** @param foreign gets the keys that are no run's */
    void forEach(Consumer<RunKey> each, Consumer<String> foreign) {
        String after = null;
        while (true) {
            List<BlobStore.Stored> next = blobs.list("", after, 1);
            if (next.isEmpty()) {
                return;
            }
            String key = next.getFirst().key();
            Optional<RunKey> run = Keys.run(key);
            run.ifPresentOrElse(each, () -> foreign.accept(key));
            after = run.map(one -> one.prefix() + LAST)
                    .filter(last -> last.compareTo(key) > 0)
                    .orElse(key);
        }
    }
}
