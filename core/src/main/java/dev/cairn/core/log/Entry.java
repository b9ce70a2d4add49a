package dev.cairn.core.log;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cairn.core.run.StepName;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was said.
 *
 * @param ordinal its place in the log, from 0
 * @param author {@code manager}, {@code person}, {@code user}, {@code cairn}, or a participant's name
 * @param step the step that appended it
 * @param call the paid call it came from, if it came from one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        long ordinal,
        String author,
        Role role,
        EntryKind kind,
        Audience audience,
        StepName step,
        Content content,
        @Nullable CallRecord call) {
    public static final String MANAGER = "manager";
    public static final String PERSON = "person";
    public static final String USER = "user";
    /** Cairn itself: notices, marks, the team. */
    public static final String CAIRN = "cairn";

    public Entry {
        requireNonNull(author, "author is null");
        requireNonNull(role, "role is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(audience, "audience is null");
        requireNonNull(step, "step is null");
        requireNonNull(content, "content is null");
    }

    public String text() {
        return content.text();
    }
}
