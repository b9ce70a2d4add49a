package dev.cairn.local.asl;

import static java.util.Objects.requireNonNull;

/**
 * Where a failed task leads once nothing retries it any more.
 *
 * @param errors  the errors it is for
 * @param next    the state to go to
 * @param effects what is left behind; without an output the next state gets the error itself
 */
public record Catcher(ErrorNames errors, String next, Effects effects) {
    public Catcher {
        requireNonNull(errors, "errors is null");
        requireNonNull(next, "next is null");
        requireNonNull(effects, "effects is null");
    }
}
