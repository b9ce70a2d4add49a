package dev.cairn.local.simulation;

import dev.cairn.core.index.CheckpointRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.BlobStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.port.IndexStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Faults of the product that the simulation must find, planted where the product meets its stores. */
enum PlantedFault {
    /** Commits a step whatever the head is by now. */
    SKIPPED_CONDITION {
        @Override
        List<Write> conditions(List<Write> writes) {
            return !isStep(writes)
                    ? writes
                    : writes.stream()
                            .<Write>map(write -> switch (write) {
                                case Write.Create create -> new Write.Put(create.record());
                                case Write.Replace replace -> new Write.Put(replace.record());
                                case Write.Put put -> put;
                                case Write.Remove remove -> remove;
                                case Write.Absent absent -> absent;
                            })
                            .toList();
        }
    },
    /** Commits a step where no other of its number stands, whatever else became of the run: it was resumed, say. */
    SKIPPED_VERSION {
        @Override
        List<Write> conditions(List<Write> writes) {
            return !isStep(writes)
                    ? writes
                    : writes.stream()
                            .<Write>map(write ->
                                    write instanceof Write.Replace replace && replace.record() instanceof RunRecord run
                                            ? new Write.Put(run)
                                            : write)
                            .toList();
        }
    },
    /** Puts the manifest after the index has named it. */
    INDEX_FIRST {
        @Override
        boolean puts(String key) {
            return !key.contains("/checkpoints/");
        }
    },
    /** Makes every call of a step again when the step is done again. */
    FORGOTTEN_JOURNAL {
        @Override
        boolean reads(String key) {
            return !key.contains("/journal/") || key.contains("/responses/");
        }
    },
    /** Takes its own manifest for stored although another's was there first. */
    IGNORED_412 {
        @Override
        BlobStore.Put told(String key, BlobStore.Put put) {
            return key.contains("/checkpoints/") ? BlobStore.Put.CREATED : put;
        }
    };

    /** A transaction that makes a checkpoint of a run that there is. */
    private static boolean isStep(List<Write> writes) {
        return writes.stream()
                .anyMatch(write -> write instanceof Write.Create create
                        && create.record() instanceof CheckpointRecord step
                        && step.seq() > 0);
    }

    List<Write> conditions(List<Write> writes) {
        return writes;
    }

    boolean puts(String key) {
        return true;
    }

    boolean reads(String key) {
        return true;
    }

    BlobStore.Put told(String key, BlobStore.Put put) {
        return put;
    }

    Setting in(Setting setting) {
        Late late = new Late();
        return setting.with(blobs -> new Blobs(blobs, late), index -> new Index(index, late));
    }

    /** Objects that are put when it is too late. */
    private static final class Late {
        private final Map<String, byte[]> objects = new LinkedHashMap<>();
        private @Nullable BlobStore store;

        void put() {
            if (store != null) {
                objects.forEach(store::putIfAbsent);
            }
            objects.clear();
        }
    }

    private final class Blobs implements BlobStore {
        private final BlobStore store;
        private final Late late;

        Blobs(BlobStore store, Late late) {
            this.store = store;
            this.late = late;
            late.store = store;
        }

        @Override
        public Put putIfAbsent(String key, byte[] bytes) {
            if (puts(key)) {
                return told(key, store.putIfAbsent(key, bytes));
            }
            late.objects.put(key, bytes);
            return Put.CREATED;
        }

        @Override
        public Optional<byte[]> get(String key) {
            Optional<byte[]> found = store.get(key);
            return reads(key) ? found : Optional.empty();
        }

        @Override
        public List<Stored> list(String prefix, @Nullable String after, int limit) {
            return store.list(prefix, after, limit);
        }

        @Override
        public void delete(String key) {
            store.delete(key);
        }

        @Override
        public boolean deleteIf(String key, byte[] bytes) {
            return store.deleteIf(key, bytes);
        }
    }

    private final class Index extends DelegatingIndexStore {
        private final Late late;

        Index(IndexStore store, Late late) {
            super(store);
            this.late = late;
        }

        @Override
        public boolean transact(List<Write> writes) {
            boolean done = super.transact(conditions(writes));
            late.put();
            return done;
        }
    }
}
