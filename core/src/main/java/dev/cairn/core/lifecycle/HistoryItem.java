package dev.cairn.core.lifecycle;

import static java.util.Objects.requireNonNull;

/** Something that was said before the task. */
public record HistoryItem(String author, String content) {
    public HistoryItem {
        requireNonNull(author, "author is null");
        requireNonNull(content, "content is null");
    }
}
