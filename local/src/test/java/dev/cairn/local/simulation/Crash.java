package dev.cairn.local.simulation;

/** The death of an invocation, or of the process that it runs in. An error, so that no code survives it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("simulated crash", null, false, false);
    }
}
