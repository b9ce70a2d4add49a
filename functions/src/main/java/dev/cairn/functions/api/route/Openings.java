package dev.cairn.functions.api.route;

import dev.cairn.core.error.ConflictException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.functions.Services;
import java.util.Optional;
import java.util.function.Supplier;

/** What POST /runs and a replay have in common: a run is opened once for a key, and started once. */
final class Openings {
    private final Services services;
    private final Standing standing;

    Openings(Services services) {
        this.services = services;
        this.standing = new Standing(services);
    }

    /**
     * The run that the same request opened before, started if that was left undone; else the one that is opened now.
     *
     * @throws dev.cairn.functions.api.problem.ProblemException if another request has the key, with the run it opened
     */
    RunRecord once(NewId id, Supplier<RunRecord> opening) {
        return standing.orTell(id.run(), () -> {
            Optional<RunRecord> before = before(id);
            return before.isPresent() ? before.get() : started(opening.get());
        });
    }

    private Optional<RunRecord> before(NewId id) {
        return id.bodyHash() == null
                ? Optional.empty()
                : services.opening().existing(id.run(), id.bodyHash()).map(this::started);
    }

    private RunRecord started(RunRecord run) {
        if (!services.runs().isVisible(run)) {
            throw new ConflictException("Run " + run.runId()
                    + " was opened with this Idempotency-Key and is deleted since; take a new key.");
        }
        return run.started() || run.status().hasEnded()
                ? run
                : services.starting().start(run);
    }
}
