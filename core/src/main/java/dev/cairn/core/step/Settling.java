package dev.cairn.core.step;

import dev.cairn.core.checkpoint.Responses;
import dev.cairn.core.error.NotFoundException;
import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.index.Write;
import dev.cairn.core.port.IndexStore;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The recorded outcome of a run's request; a request whose time has passed is recorded as expired first. */
final class Settling {
    private static final int ATTEMPTS = 8;

    private final IndexStore index;
    private final Responses responses;
    private final InstantSource clock;
    private final dev.cairn.core.checkpoint.CheckpointStore checkpoints;

    Settling(Machine machine) {
        this.index = machine.index();
        this.responses = machine.responses();
        this.clock = machine.clock();
        this.checkpoints = machine.checkpoints();
    }

    /** Empty while the request is pending and its time has not passed. */
    Optional<Settlement> outcome(RunRecord run) {
        RequestId id = Objects.requireNonNull(
                        checkpoints
                                .manifest(run.run(), checkpoints.head(run))
                                .state()
                                .request(),
                        "the head waits for a request")
                .requestId();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Versioned<RequestRecord> found = index.get(RequestRecord.key(run.run(), id))
                    .orElseThrow(() -> new NotFoundException("Run " + run.runId() + " waits for request " + id
                            + ", which the index does not hold; look at it with: cairn doctor"));
            RequestRecord record = found.record();
            switch (record.status()) {
                case ANSWERED -> {
                    String hash = Objects.requireNonNull(record.responseHash(), "an answered request has a response");
                    return Optional.of(new Settlement.Answered(
                            responses.get(run.run(), hash).response(), hash));
                }
                case EXPIRED -> {
                    return Optional.of(new Settlement.Expired());
                }
                case CANCELLED -> {
                    return Optional.empty();
                }
                case PENDING -> {
                    Instant now = clock.instant();
                    if (now.isBefore(record.request().expiresAt())) {
                        return Optional.empty();
                    }
                    expire(run, found, now);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it was this that expired it does not matter: the next look tells what stands. */
    private void expire(RunRecord run, Versioned<RequestRecord> pending, Instant now) {
        Versioned<RunRecord> current = index.get(RunRecord.key(run.run())).orElse(null);
        if (current == null) {
            return;
        }
        RunRecord record = current.record();
        Write expired = new Write.Replace(
                pending.record()
                        .settled(
                                RequestStatus.EXPIRED,
                                pending.record().request().expiresAt()),
                pending.version());
        if (record.status() != RunStatus.WAITING) {
            // Only as long as it does not: a run that is resumed meanwhile waits for this very request.
            index.transact(List.of(expired, new Write.Replace(record, current.version())));
            return;
        }
        index.transact(List.of(
                expired,
                new Write.Replace(
                        record.toBuilder()
                                .status(RunStatus.RUNNING)
                                .pendingRequest(null)
                                .due(now.plus(RunRecord.WATCH))
                                .updatedAt(now)
                                .build(),
                        current.version())));
    }
}
