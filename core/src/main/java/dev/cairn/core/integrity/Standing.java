package dev.cairn.core.integrity;

import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.RunRecordBuilder;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a run's end ought to say where its objects leave it open: what befell the run after its last
 * checkpoint is in none. Of what can be, it is what comes nearest to what stands.
 */
final class Standing {
    private static final String SOME_ERROR = "(why it failed)";

    private Standing() {}

    /**
     * @param told as the last checkpoint leaves it
     * @param known as it stands
     * @param open the request that it waits for, as it stands; empty if its last checkpoint opens none
     * @param cancelled whether it was cancelled without a checkpoint
     */
    static RunRecord run(RunRecord told, RunRecord known, Optional<RequestRecord> open, boolean cancelled) {
        RunRecordBuilder due = told.toBuilder()
                // In no object, or, as the pin and the sizes, told apart from this.
                .epoch(known.epoch())
                .started(known.started())
                .keep(known.keep())
                .storage(known.storage());
        if (told.task().equals(RunAccount.NOT_READ)) {
            due.task(known.task()).team(known.team());
        }
        // What moves a run after its last checkpoint is in none: a resume, an answer, a pin that was taken away.
        due.updatedAt(told.updatedAtLeast(known.updatedAt()));
        if (!told.status().hasEnded()) {
            due.updatedAt(known.updatedAt());
            boolean decided = open.isPresent() && open.get().status() != RequestStatus.PENDING;
            if (cancelled) {
                due.status(RunStatus.CANCELLED).stopReason(StopReason.CANCELLED).pendingRequest(null);
            } else if (known.status() == RunStatus.FAILED) {
                due.status(RunStatus.FAILED)
                        .stopReason(StopReason.ERROR)
                        .pendingRequest(null)
                        .error(Objects.requireNonNullElse(known.error(), SOME_ERROR));
            } else if (decided) {
                due.status(RunStatus.RUNNING).pendingRequest(null);
            }
        }
        RunRecord standing = due.build();
        return standing.toBuilder().due(due(standing, known.due())).build();
    }

    /** When it is looked at next is moved by every look; that it is looked at, and not deleted too soon, is not. */
    private static @Nullable Instant due(RunRecord standing, @Nullable Instant known) {
        if (!standing.status().hasEnded()) {
            return known != null ? known : standing.due();
        }
        Instant expires = standing.expiresAt();
        return expires != null && known != null && known.isAfter(expires) ? known : expires;
    }

    /**
     * @param pending as the last checkpoint opens it
     * @param cancelled whether its run was cancelled without a checkpoint
     */
    static RequestRecord request(RequestRecord pending, RequestRecord known, Answers answers, boolean cancelled) {
        String response = known.responseHash();
        return switch (known.status()) {
            case ANSWERED ->
                Optional.ofNullable(response)
                        .flatMap(hash -> answers.answered(pending, hash))
                        .or(() -> answers.sole(pending))
                        .orElse(pending);
            case EXPIRED -> Answers.expired(pending);
            case PENDING -> pending;
            // Any other cancel leaves a checkpoint, and this is the last.
            case CANCELLED -> {
                Instant at = known.settledAt();
                yield cancelled && at != null ? pending.settled(RequestStatus.CANCELLED, at) : pending;
            }
        };
    }

    /** @param pending as its checkpoint opens it; what became of it cannot be told */
    static RequestRecord untold(RequestRecord pending, RequestRecord known) {
        return new RequestRecord(
                pending.tenant(),
                pending.runId(),
                pending.seq(),
                pending.checkpointId(),
                pending.request(),
                known.status(),
                known.decision(),
                known.responseHash(),
                known.settledAt(),
                known.settledBy());
    }
}
