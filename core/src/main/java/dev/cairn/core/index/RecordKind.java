package dev.cairn.core.index;

/** The kinds of records, each with its type and the word that stands in keys. */
public record RecordKind<T extends IndexRecord>(String word, Class<T> type) {
    public static final RecordKind<RunRecord> RUN = new RecordKind<>("run", RunRecord.class);
    public static final RecordKind<CheckpointRecord> CHECKPOINT =
            new RecordKind<>("checkpoint", CheckpointRecord.class);
    public static final RecordKind<EventsRecord> EVENTS = new RecordKind<>("events", EventsRecord.class);
    public static final RecordKind<RequestRecord> REQUEST = new RecordKind<>("request", RequestRecord.class);
    public static final RecordKind<TokenRecord> TOKEN = new RecordKind<>("token", TokenRecord.class);
    public static final RecordKind<QuarantineRecord> QUARANTINE =
            new RecordKind<>("quarantine", QuarantineRecord.class);
    public static final RecordKind<AuditRecord> AUDIT = new RecordKind<>("audit", AuditRecord.class);
}
