package dev.cairn.local.store;

/** What a confirmed write outlives. Either way nothing is ever half-written when the process is killed. */
public enum Durability {
    /** The end of the process, of the machine and of its power. */
    FSYNC,
    /** The end of the process alone: for tests, and for measuring what is Cairn's own. */
    NONE
}
