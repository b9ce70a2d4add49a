package dev.cairn.functions.api.route;

import dev.cairn.core.error.ConflictException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.functions.Services;
import java.util.Optional;

/** What POST /runs and a replay have in common: a run is opened once for a key, and started once. */
final class Openings {
    private final Services services;

    Openings(Services services) {
        this.services = services;
    }

    /** The run that the same request opened before, started if that was left undone. */
    Optional<RunRecord> before(NewId id) {
        return id.bodyHash() == null
                ? Optional.empty()
                : services.opening().existing(id.run(), id.bodyHash()).map(this::started);
    }

    RunRecord started(RunRecord run) {
        if (!services.runs().isVisible(run)) {
            throw new ConflictException("Run " + run.runId()
                    + " was opened with this Idempotency-Key and is deleted since; take a new key.");
        }
        return run.started() || run.status().hasEnded()
                ? run
                : services.starting().start(run);
    }
}
