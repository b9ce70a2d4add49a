package dev.cairn.functions.aws.client;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.StoreException;

/**
 * One thing that was looked at in an account.
 *
 * @param subject what it is about, in a word
 * @param advice what to do about it; empty if nothing
 */
public record Observation(String subject, Grade grade, String what, String advice) {
    /** How it is. */
    public enum Grade {
        FINE,
        WARN,
        FAIL
    }

    public Observation {
        requireNonNull(subject, "subject is null");
        requireNonNull(grade, "grade is null");
        requireNonNull(what, "what is null");
        requireNonNull(advice, "advice is null");
    }

    public static Observation fine(String subject, String what) {
        return new Observation(subject, Grade.FINE, what, "");
    }

    public static Observation warn(String subject, String what, String advice) {
        return new Observation(subject, Grade.WARN, what, advice);
    }

    public static Observation fail(String subject, String what, String advice) {
        return new Observation(subject, Grade.FAIL, what, advice);
    }

    /** What could not be looked at: nothing is known of it, so it does not count as fine. */
    public static Observation fail(String subject, StoreException why) {
        return fail(subject, String.valueOf(why.getMessage()), "mend that and look again: cairn doctor");
    }
}
