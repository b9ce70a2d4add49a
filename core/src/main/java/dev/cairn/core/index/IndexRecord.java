package dev.cairn.core.index;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** What the index holds: pointers, counters and short texts (under 2 KB each), never content. */
public sealed interface IndexRecord
        permits RunRecord, CheckpointRecord, EventsRecord, RequestRecord, TokenRecord, QuarantineRecord, AuditRecord {
    @JsonIgnore
    IndexKey<?> key();
}
