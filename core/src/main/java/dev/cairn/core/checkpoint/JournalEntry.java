package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.log.CallRecord;
import dev.cairn.core.log.Content;

/**
 * A call of a step that was completed, kept until the step is.
 *
 * @param failed for a tool: whether it said that it failed
 */
public record JournalEntry(CallRecord call, Content content, boolean failed) {
    public JournalEntry {
        requireNonNull(call, "call is null");
        requireNonNull(content, "content is null");
    }
}
