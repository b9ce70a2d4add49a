package dev.cairn.core.index;

/** A record as it was read, and the version a write must find to replace it. */
public record Versioned<T extends IndexRecord>(T record, long version) {}
