package dev.cairn.local.asl.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * A task's attempt that failed and is followed by another.
 *
 * @param executionArn of the execution
 * @param state the task's name
 * @param payload what the function was given, as JSON; it may hold a task token
 * @param error why the attempt failed
 * @param number of the retry to come, by this retrier, from 1
 * @param most how many retries this retrier allows
 * @param delay until the next attempt
 */
public record Retry(
        String executionArn, String state, String payload, TaskError error, int number, int most, Duration delay) {
    public Retry {
        requireNonNull(executionArn, "executionArn is null");
        requireNonNull(state, "state is null");
        requireNonNull(payload, "payload is null");
        requireNonNull(error, "error is null");
        requireNonNull(delay, "delay is null");
    }
}
