package dev.cairn.local.lambda;

/** Where functions log to. */
@FunctionalInterface
public interface LogSink {
    void write(String function, String message);
}
