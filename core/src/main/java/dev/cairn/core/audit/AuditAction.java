package dev.cairn.core.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What leaves an audit item. */
public enum AuditAction {
    /** The content of a checkpoint was read. */
    @JsonProperty("read")
    READ,
    /** A request was answered. */
    @JsonProperty("respond")
    RESPOND,
    /** A new run was opened from a checkpoint of this one. */
    @JsonProperty("replay")
    REPLAY,
    @JsonProperty("resume")
    RESUME,
    @JsonProperty("cancel")
    CANCEL,
    /** The run was pinned, or let go again. */
    @JsonProperty("keep")
    KEEP,
    /** By somebody, or by Cairn because its time had passed. */
    @JsonProperty("delete")
    DELETE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
