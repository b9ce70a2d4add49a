package dev.cairn.local.lambda;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Duration;

/**
 * A function that can be called.
 *
 * @param timeout after which an invocation is cut off
 */
public record LocalFunction(String name, RequestStreamHandler handler, Duration timeout, int memoryMegabytes) {
    public LocalFunction {
        requireNonNull(name, "name is null");
        requireNonNull(handler, "handler is null");
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("the time-out of " + name + " must be positive, is " + timeout);
        }
    }
}
