package dev.cairn.core.error;

import org.jspecify.annotations.Nullable;

/** A stored object is missing, or its bytes are not those that were committed. Answered as 409. */
public final class BrokenObjectException extends CairnException {
    private final String key;
    private final String what;
    private final @Nullable String checkpoint;

    public BrokenObjectException(String key, String what) {
        this(key, what, null, null);
    }

    public BrokenObjectException(String key, String what, Throwable cause) {
        this(key, what, null, cause);
    }

    private BrokenObjectException(String key, String what, @Nullable String checkpoint, @Nullable Throwable cause) {
        super(
                "The stored object " + key + " " + what
                        + ". Nothing was changed. Replay from the newest intact checkpoint, or put the object back from a"
                        + " backup and resume.",
                cause);
        this.key = key;
        this.what = what;
        this.checkpoint = checkpoint;
    }

    /** The same, met while this checkpoint was read. */
    public BrokenObjectException reading(String checkpointId) {
        return checkpoint == null ? new BrokenObjectException(key, what, checkpointId, this) : this;
    }

    public String key() {
        return key;
    }

    /** What is wrong with the object, to be read after its key. */
    public String what() {
        return what;
    }

    /** The id of the checkpoint that was read; null if it was none, or is not known. */
    public @Nullable String checkpoint() {
        return checkpoint;
    }
}
