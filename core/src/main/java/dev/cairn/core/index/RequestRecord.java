package dev.cairn.core.index;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.request.DecisionKind;
import dev.cairn.core.request.OpenRequest;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request and what became of it. What the person wrote lies in an object of the run, named by its hash.
 *
 * @param decision null until it is answered
 * @param responseHash SHA-256, hex, of the stored response
 * @param settledAt when it was answered, expired or cancelled
 * @param settledBy who answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestRecord(
        TenantId tenant,
        RunId runId,
        long seq,
        CheckpointId checkpointId,
        OpenRequest request,
        RequestStatus status,
        @Nullable DecisionKind decision,
        @Nullable String responseHash,
        @Nullable Instant settledAt,
        @Nullable String settledBy)
        implements IndexRecord {
    public RequestRecord {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(checkpointId, "checkpointId is null");
        requireNonNull(request, "request is null");
        requireNonNull(status, "status is null");
    }

    @Override
    @JsonIgnore
    public IndexKey<RequestRecord> key() {
        return key(new RunKey(tenant, runId), request.requestId());
    }

    public static IndexKey<RequestRecord> key(RunKey run, RequestId requestId) {
        return new IndexKey<>(run, RecordKind.REQUEST, requestId.value());
    }

    public RequestRecord answered(DecisionKind kind, String hash, Instant at, String by) {
        return new RequestRecord(tenant, runId, seq, checkpointId, request, RequestStatus.ANSWERED, kind, hash, at, by);
    }

    public RequestRecord settled(RequestStatus as, Instant at) {
        return new RequestRecord(tenant, runId, seq, checkpointId, request, as, null, null, at, null);
    }
}
