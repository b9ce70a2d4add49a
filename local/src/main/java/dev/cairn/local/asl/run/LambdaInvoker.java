package dev.cairn.local.asl.run;

/** Calls functions; the port through which every task does its work. */
@FunctionalInterface
public interface LambdaInvoker {
    /**
     * Calls a function and waits for its answer. Called on a thread that may block; several calls run at once.
     *
     * @param functionName the name or ARN as the definition gives it, with its qualifier if it has one
     * @param payload      JSON in UTF-8
     * @return JSON in UTF-8
     * @throws LambdaFailure        if the function failed, or could not be called
     * @throws InterruptedException if the engine closes while the call is under way
     */
    byte[] invoke(String functionName, byte[] payload) throws LambdaFailure, InterruptedException;
}
