package dev.cairn.core.index;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;

/**
 * The task token of the execution that waits for a request. It is read to be answered and shown to nobody.
 *
 * @param token as {@link dev.cairn.core.port.Executions#wake} takes it: sealed, wherever it is stored for good
 */
public record TokenRecord(TenantId tenant, RunId runId, RequestId requestId, long epoch, String token)
        implements IndexRecord {
    public TokenRecord {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(requestId, "requestId is null");
        requireNonNull(token, "token is null");
    }

    @Override
    @JsonIgnore
    public IndexKey<TokenRecord> key() {
        return key(new RunKey(tenant, runId), requestId);
    }

    public static IndexKey<TokenRecord> key(RunKey run, RequestId requestId) {
        return new IndexKey<>(run, RecordKind.TOKEN, requestId.value());
    }

    @Override
    public String toString() {
        return "TokenRecord[" + tenant + "/" + runId + ", " + requestId + ", token withheld]";
    }
}
