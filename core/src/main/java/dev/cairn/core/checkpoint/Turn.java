package dev.cairn.core.checkpoint;

import static java.util.Objects.requireNonNull;

/**
 * A participant's turn that is under way.
 *
 * @param instruction the ordinal of the instruction that began it
 */
public record Turn(String speaker, long instruction) {
    public Turn {
        requireNonNull(speaker, "speaker is null");
    }
}
