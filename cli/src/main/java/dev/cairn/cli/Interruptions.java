package dev.cairn.cli;

/** The person's Ctrl-C, and whatever else ends the process from outside. */
public interface Interruptions {
    /** While the registration is open, an interruption runs the action, once, and then ends the process. */
    Registration during(Runnable action);

    /** Returns when the process is told to end. */
    void await();

    /** Whether the process is about to end: its errors are consequences, and not told. */
    boolean underWay();

    /** What is withdrawn when the danger is past. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
