package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What executions share.
 *
 * @param lambdas   calls functions
 * @param scheduler time
 * @param executor  gives each piece of work a thread that may block, for example a virtual one
 * @param random    for jitter, {@code $random()} and {@code $uuid()}; safe to share between threads
 * @param tokens    of the tasks that wait
 * @param calls     those under way
 */
public record Engine(
        LambdaInvoker lambdas,
        Scheduler scheduler,
        Executor executor,
        RandomGenerator random,
        TaskTokens tokens,
        CallsUnderWay calls) {
    public Engine {
        requireNonNull(lambdas, "lambdas is null");
        requireNonNull(scheduler, "scheduler is null");
        requireNonNull(executor, "executor is null");
        requireNonNull(random, "random is null");
        requireNonNull(tokens, "tokens is null");
        requireNonNull(calls, "calls is null");
    }
}
