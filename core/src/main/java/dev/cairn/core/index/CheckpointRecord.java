package dev.cairn.core.index;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a checkpoint was committed, and what its manifest's bytes must hash to.
 *
 * @param hash SHA-256, hex, of the stored manifest
 * @param bytes what this step stored: manifest and segments
 */
public record CheckpointRecord(
        TenantId tenant,
        RunId runId,
        long seq,
        CheckpointId checkpointId,
        @Nullable CheckpointId parentId,
        StepName step,
        StepName next,
        Instant at,
        String hash,
        long bytes,
        boolean terminal)
        implements IndexRecord {
    public CheckpointRecord {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(runId, "runId is null");
        requireNonNull(checkpointId, "checkpointId is null");
        requireNonNull(step, "step is null");
        requireNonNull(next, "next is null");
        requireNonNull(at, "at is null");
        requireNonNull(hash, "hash is null");
    }

    @Override
    @JsonIgnore
    public IndexKey<CheckpointRecord> key() {
        return key(new RunKey(tenant, runId), seq);
    }

    public static IndexKey<CheckpointRecord> key(RunKey run, long seq) {
        return new IndexKey<>(run, RecordKind.CHECKPOINT, IndexKey.padded(seq));
    }
}
