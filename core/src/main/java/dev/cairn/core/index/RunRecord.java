package dev.cairn.core.index;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.ForkedFrom;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Storage;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run as the index knows it: its head and where it stands. Every commit replaces it under its version, so that one
 * writer wins.
 *
 * @param owner who opened it, by replay too, as the surroundings vouched for them; stays whoever resumes or decides
 * @param epoch raised by resume, hand-over and cancel; an execution of an older one ends quietly
 * @param seq of the head
 * @param checkpointId the head
 * @param task its first 500 characters
 * @param team its name
 * @param pendingRequest set if and only if the status is WAITING
 * @param answerOrdinal the entry that holds the answer, once there is one
 * @param error why it FAILED, for a person
 * @param started whether its execution was started
 * @param keep whether it is pinned
 * @param ttlDays how long it is kept after its last update
 * @param bodyHash of the request that opened it under an idempotency key
 * @param due when the reconciler should next look at it
 * @param deleted a tombstone: late commits fail on it, and it reads as not found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
        TenantId tenant,
        RunId runId,
        String owner,
        RunStatus status,
        @Nullable StopReason stopReason,
        long epoch,
        long seq,
        CheckpointId checkpointId,
        String task,
        String team,
        Counters counters,
        Usage usage,
        Storage storage,
        @Nullable RequestId pendingRequest,
        @Nullable ForkedFrom forkedFrom,
        Map<String, String> labels,
        @Nullable Long answerOrdinal,
        @Nullable String error,
        boolean started,
        boolean keep,
        int ttlDays,
        @Nullable String bodyHash,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant due,
        boolean deleted)
        implements IndexRecord {
    /** How long a run may work before somebody looks whether its execution still lives. */
    public static final Duration WATCH = Duration.ofMinutes(15);

    public RunRecord {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(owner, "owner is null");
        requireNonNull(status, "status is null");
        requireNonNull(checkpointId, "checkpointId is null");
        requireNonNull(task, "task is null");
        requireNonNull(team, "team is null");
        requireNonNull(counters, "counters is null");
        requireNonNull(usage, "usage is null");
        requireNonNull(storage, "storage is null");
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(updatedAt, "updatedAt is null");
        labels = Map.copyOf(labels);
        if ((status == RunStatus.WAITING) != (pendingRequest != null)) {
            throw new IllegalArgumentException("run " + runId + " is " + status + " with pending request "
                    + Objects.toString(pendingRequest, "none"));
        }
    }

    @Override
    @JsonIgnore
    public IndexKey<RunRecord> key() {
        return key(run());
    }

    @JsonIgnore
    public RunKey run() {
        return new RunKey(tenant, runId);
    }

    public RunRecordBuilder toBuilder() {
        return new RunRecordBuilder(this);
    }

    /** The later of its last update and this: no update is before the last, whatever the clocks of two hosts say. */
    public Instant updatedAtLeast(Instant at) {
        return at.isAfter(updatedAt) ? at : updatedAt;
    }

    /** When the run may be deleted: its time to live after its last update; never while it works or is kept. */
    @JsonIgnore
    public @Nullable Instant expiresAt() {
        return keep || !status.hasEnded() ? null : updatedAt.plus(Duration.ofDays(ttlDays));
    }

    /** When a run that works is to be looked at. A look that is due sooner stays, so that not every step moves it. */
    public Instant watchedAt(Instant now) {
        Instant latest = now.plus(WATCH);
        return due != null && due.isAfter(now) && due.isBefore(latest) ? due : latest;
    }

    public static IndexKey<RunRecord> key(RunKey run) {
        return new IndexKey<>(run, RecordKind.RUN, "run");
    }
}
