package dev.cairn.core.lifecycle;

import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.run.RunKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Runs as callers may see them: what was deleted or has expired is not found. */
public final class Runs {
    private final IndexStore index;
    private final InstantSource clock;

    public Runs(IndexStore index, InstantSource clock) {
        this.index = index;
        this.clock = clock;
    }

    public Optional<Versioned<RunRecord>> find(RunKey key) {
        return index.get(RunRecord.key(key)).filter(found -> isVisible(found.record()));
    }

    /** @throws NotFoundException if there is no such run of this tenant, or if it was deleted, which it says */
    public Versioned<RunRecord> get(RunKey key) {
        Versioned<RunRecord> found = index.get(RunRecord.key(key)).orElseThrow(() -> missing(key));
        visible(key, found.record());
        return found;
    }

    /** @throws NotFoundException if this record of it is not to be seen */
    RunRecord visible(RunKey key, RunRecord record) {
        if (record.deleted()) {
            throw NotFoundException.deleted(key.runId().value());
        }
        if (!isVisible(record)) {
            throw missing(key);
        }
        return record;
    }

    static NotFoundException missing(RunKey key) {
        return new NotFoundException("There is no run " + key.runId() + "; list the runs with: cairn list");
    }

    public boolean isVisible(RunRecord run) {
        Instant expires = run.expiresAt();
        return !run.deleted() && (expires == null || clock.instant().isBefore(expires));
    }
}
