package dev.cairn.core.json;

import tools.jackson.core.StreamReadConstraints;

/**
 * How much of a document is read, so that none can exhaust the process. Every bound is above what Cairn writes: what
 * was stored can be read again.
 */
public final class Bounds {
    /** The longest document, in characters; the longest text in it is bound by that alone. */
    public static final int MAX_DOCUMENT = 64 * 1024 * 1024;

    /** The largest object, in bytes as stored: a document that no packing makes smaller, and its wrapping. */
    public static final int MAX_OBJECT = MAX_DOCUMENT + 64 * 1024;

    /** How deeply what comes from outside may be nested. */
    public static final int RECEIVED_DEPTH = 100;

    /** The same within an entry, a journal entry, an event or an answer of the API that quotes one. */
    public static final int STORED_DEPTH = RECEIVED_DEPTH + 32;

    /** Digits, signs, dots and exponents of a number. */
    public static final int MAX_NUMBER = 400;

    /** How far a number's point may be moved: making it whole must cost nothing that matters. */
    public static final int MAX_EXPONENT = 9_999;

    public static final int MAX_NAME = 1024;

    /** Values, names and brackets: a tree of so many takes some 100 MB. */
    public static final int STORED_TOKENS = 1_000_000;

    /** The same of what comes from outside. */
    public static final int RECEIVED_TOKENS = STORED_TOKENS / 2;

    private Bounds() {}

    static StreamReadConstraints stored() {
        return of(STORED_DEPTH, STORED_TOKENS);
    }

    static StreamReadConstraints received() {
        return of(RECEIVED_DEPTH, RECEIVED_TOKENS);
    }

    private static StreamReadConstraints of(int depth, int tokens) {
        return StreamReadConstraints.builder()
                .maxDocumentLength(MAX_DOCUMENT)
                .maxStringLength(MAX_DOCUMENT)
                .maxNestingDepth(depth)
                .maxNumberLength(MAX_NUMBER)
                .maxNameLength(MAX_NAME)
                .maxTokenCount(tokens)
                .build();
    }
}
