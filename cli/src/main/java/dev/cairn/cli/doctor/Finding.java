package dev.cairn.cli.doctor;

import static java.util.Objects.requireNonNull;

/**
 * One thing that was looked at.
 *
 * @param advice what to do about it; empty if nothing
 */
public record Finding(String name, Grade grade, String detail, String advice) {
    /** How it is. */
    public enum Grade {
        OK,
        WARN,
        FAIL
    }

    public Finding {
        requireNonNull(name, "name is null");
        requireNonNull(grade, "grade is null");
        requireNonNull(detail, "detail is null");
        requireNonNull(advice, "advice is null");
    }

    static Finding ok(String name, String detail) {
        return new Finding(name, Grade.OK, detail, "");
    }

    static Finding warn(String name, String detail, String advice) {
        return new Finding(name, Grade.WARN, detail, advice);
    }

    static Finding fail(String name, String detail, String advice) {
        return new Finding(name, Grade.FAIL, detail, advice);
    }
}
