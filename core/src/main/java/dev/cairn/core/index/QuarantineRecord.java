package dev.cairn.core.index;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a stored object was found missing or damaged.
 *
 * @param object its key without the run's prefix
 * @param checkpointId the checkpoint that was read; null if it was none
 * @param what was wrong with it
 * @param newestIntact the checkpoint that was offered to go on from; null if none was found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantineRecord(
        TenantId tenant,
        RunId runId,
        String object,
        @Nullable CheckpointId checkpointId,
        String what,
        Instant at,
        @Nullable CheckpointId newestIntact)
        implements IndexRecord {
    /** The same, with the checkpoint to go on from. */
    public QuarantineRecord offering(CheckpointId intact) {
        return new QuarantineRecord(tenant, runId, object, checkpointId, what, at, intact);
    }

    @Override
    @JsonIgnore
    public IndexKey<QuarantineRecord> key() {
        return key(new RunKey(tenant, runId), object);
    }

    public static IndexKey<QuarantineRecord> key(RunKey run, String object) {
        return new IndexKey<>(run, RecordKind.QUARANTINE, object);
    }
}
