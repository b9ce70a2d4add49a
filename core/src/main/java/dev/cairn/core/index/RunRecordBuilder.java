package dev.cairn.core.index;

import dev.cairn.core.run.CheckpointId;
import dev.cairn.core.run.Counters;
import dev.cairn.core.run.ForkedFrom;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.run.Storage;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.run.Usage;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The next {@link RunRecord} of a run while a write makes it. */
public final class RunRecordBuilder {
    private final TenantId tenant;
    private final RunId runId;
    private final String owner;
    private RunStatus status;
    private @Nullable StopReason stopReason;
    private long epoch;
    private long seq;
    private CheckpointId checkpointId;
    private String task;
    private String team;
    private Counters counters;
    private Usage usage;
    private Storage storage;
    private @Nullable RequestId pendingRequest;
    private final @Nullable ForkedFrom forkedFrom;
    private final Map<String, String> labels;
    private @Nullable Long answerOrdinal;
    private @Nullable String error;
    private boolean started;
    private boolean keep;
    private final int ttlDays;
    private final @Nullable String bodyHash;
    private final Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant due;
    private boolean deleted;

    RunRecordBuilder(RunRecord from) {
        this.tenant = from.tenant();
        this.runId = from.runId();
        this.owner = from.owner();
        this.status = from.status();
        this.stopReason = from.stopReason();
        this.epoch = from.epoch();
        this.seq = from.seq();
        this.checkpointId = from.checkpointId();
        this.task = from.task();
        this.team = from.team();
        this.counters = from.counters();
        this.usage = from.usage();
        this.storage = from.storage();
        this.pendingRequest = from.pendingRequest();
        this.forkedFrom = from.forkedFrom();
        this.labels = from.labels();
        this.answerOrdinal = from.answerOrdinal();
        this.error = from.error();
        this.started = from.started();
        this.keep = from.keep();
        this.ttlDays = from.ttlDays();
        this.bodyHash = from.bodyHash();
        this.createdAt = from.createdAt();
        this.updatedAt = from.updatedAt();
        this.due = from.due();
        this.deleted = from.deleted();
    }

    public RunRecordBuilder status(RunStatus value) {
        this.status = value;
        return this;
    }

    public RunRecordBuilder stopReason(@Nullable StopReason value) {
        this.stopReason = value;
        return this;
    }

    public RunRecordBuilder epoch(long value) {
        this.epoch = value;
        return this;
    }

    public RunRecordBuilder task(String value) {
        this.task = value;
        return this;
    }

    public RunRecordBuilder team(String value) {
        this.team = value;
        return this;
    }

    public RunRecordBuilder counters(Counters value) {
        this.counters = value;
        return this;
    }

    public RunRecordBuilder usage(Usage value) {
        this.usage = value;
        return this;
    }

    public RunRecordBuilder storage(Storage value) {
        this.storage = value;
        return this;
    }

    public RunRecordBuilder pendingRequest(@Nullable RequestId value) {
        this.pendingRequest = value;
        return this;
    }

    public RunRecordBuilder answerOrdinal(@Nullable Long value) {
        this.answerOrdinal = value;
        return this;
    }

    public RunRecordBuilder error(@Nullable String value) {
        this.error = value;
        return this;
    }

    public RunRecordBuilder started(boolean value) {
        this.started = value;
        return this;
    }

    public RunRecordBuilder keep(boolean value) {
        this.keep = value;
        return this;
    }

    public RunRecordBuilder updatedAt(Instant value) {
        this.updatedAt = value;
        return this;
    }

    public RunRecordBuilder due(@Nullable Instant value) {
        this.due = value;
        return this;
    }

    public RunRecordBuilder deleted(boolean value) {
        this.deleted = value;
        return this;
    }

    public RunRecordBuilder head(long headSeq, CheckpointId head) {
        this.seq = headSeq;
        this.checkpointId = head;
        return this;
    }

    public RunRecord build() {
        return new RunRecord(
                tenant,
                runId,
                owner,
                status,
                stopReason,
                epoch,
                seq,
                checkpointId,
                task,
                team,
                counters,
                usage,
                storage,
                pendingRequest,
                forkedFrom,
                labels,
                answerOrdinal,
                error,
                started,
                keep,
                ttlDays,
                bodyHash,
                createdAt,
                updatedAt,
                due,
                deleted);
    }
}
