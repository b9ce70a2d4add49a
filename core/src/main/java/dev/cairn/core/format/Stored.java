package dev.cairn.core.format;

/** The kinds of documents that are stored; each has its own way up from an older format. */
public enum Stored {
    MANIFEST,
    /** A line of a segment; the segment's first line tells the format of all. */
    ENTRY,
    JOURNAL_ENTRY,
    RESPONSE,
    RUN,
    CHECKPOINT,
    EVENTS,
    REQUEST,
    TOKEN,
    QUARANTINE,
    AUDIT
}
