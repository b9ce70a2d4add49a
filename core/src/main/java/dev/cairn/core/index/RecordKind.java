package dev.cairn.core.index;

import dev.cairn.core.format.Stored;

/** The kinds of records, each with the word that stands in keys, its format and its type. */
public record RecordKind<T extends IndexRecord>(String word, Stored stored, Class<T> type) {
    public static final RecordKind<RunRecord> RUN = new RecordKind<>("run", Stored.RUN, RunRecord.class);
    public static final RecordKind<CheckpointRecord> CHECKPOINT =
            new RecordKind<>("checkpoint", Stored.CHECKPOINT, CheckpointRecord.class);
    public static final RecordKind<EventsRecord> EVENTS = new RecordKind<>("events", Stored.EVENTS, EventsRecord.class);
    public static final RecordKind<RequestRecord> REQUEST =
            new RecordKind<>("request", Stored.REQUEST, RequestRecord.class);
    public static final RecordKind<TokenRecord> TOKEN = new RecordKind<>("token", Stored.TOKEN, TokenRecord.class);
    public static final RecordKind<QuarantineRecord> QUARANTINE =
            new RecordKind<>("quarantine", Stored.QUARANTINE, QuarantineRecord.class);
    public static final RecordKind<AuditRecord> AUDIT = new RecordKind<>("audit", Stored.AUDIT, AuditRecord.class);
}
