package dev.cairn.cli;

/** What the command answers to the shell. Documented in {@code cairn --help} and docs/cli.md; scripts rely on it. */
public enum ExitCode {
    /** Done; also a run that waits for a person, and a run that the person rejected. */
    OK(0),
    /** The run failed, was cancelled, or ended at a limit; or something broke that no other code names. */
    FAILED(1),
    /** The command line, a file or a value in it cannot be used. */
    USAGE(2),
    NOT_FOUND(3),
    /** Understood and refused: decided already, expired, held by another, not permitted. */
    REFUSED(4),
    /** No server answers. */
    UNREACHABLE(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
