package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The right to answer one attempt of a task. Whoever holds it can, so its text leaves only in a function's payload: a
 * token is recognisable, and {@link #redact} takes it out of everything that is shown.
 *
 * @param text a prefix and 64 characters of base64url: 256 random bits and a seal of 128
 */
public record TaskToken(String text) {
    private static final String PREFIX = "ctt_";
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{64}");
    private static final String INSTEAD = "(task token, not shown)";

    public TaskToken {
        requireNonNull(text, "text is null");
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not a task token");
        }
    }

    static TaskToken of(String sealed) {
        return new TaskToken(PREFIX + sealed);
    }

    /** The token of that text, or null if no token has such a text. */
    public static @Nullable TaskToken parse(String text) {
        return SHAPE.matcher(text).matches() ? new TaskToken(text) : null;
    }

    String sealed() {
        return text.substring(PREFIX.length());
    }

    /** The text without any task token that stood in it. */
    public static String redact(String shown) {
        return shown.contains(PREFIX) ? SHAPE.matcher(shown).replaceAll(INSTEAD) : shown;
    }

    static @Nullable String redactNullable(@Nullable String shown) {
        return shown == null ? null : redact(shown);
    }

    @Override
    public String toString() {
        return INSTEAD;
    }
}
