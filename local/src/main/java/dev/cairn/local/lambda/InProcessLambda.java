package dev.cairn.local.lambda;

import static java.util.Objects.requireNonNull;

import dev.cairn.local.asl.run.LambdaFailure;
import dev.cairn.local.asl.run.LambdaInvoker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls functions as the Lambda service and its Java runtime do: streams in and out, a context with a deadline, a
 * time-out that cuts the invocation off, and errors reported by the full name of their class.
 */
public final class InProcessLambda implements LambdaInvoker {
    private final Map<String, LocalFunction> functions = new ConcurrentHashMap<>();
    private final UnderWay underWay = new UnderWay();
    private final LogSink log;

    public InProcessLambda(LogSink log) {
        this.log = requireNonNull(log, "log is null");
    }

    public void deploy(LocalFunction function) {
        functions.put(function.name(), function);
    }

    @Override
    public byte[] invoke(String functionName, byte[] payload) throws LambdaFailure, InterruptedException {
        LocalFunction function = functions.get(functionName);
        if (function == null) {
            throw new LambdaFailure("Lambda.ResourceNotFoundException", "Function not found: " + functionName);
        }
        String requestId = UUID.randomUUID().toString();
        var context = new InvocationContext(function, requestId, log);
        var call = new FutureTask<>(() -> answer(function, payload, context));
        underWay.begin();
        // A thread of its own, so that an invocation that outlives its time-out is left behind as Lambda leaves it.
        Thread.ofVirtual().name(function.name() + "-" + requestId).start(() -> {
            try {
                call.run();
            } finally {
                underWay.end();
            }
        });
        try {
            return call.get(function.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            call.cancel(true);
            throw new LambdaFailure(
                    "Sandbox.Timedout",
                    String.format(
                            Locale.ROOT,
                            "RequestId: %s Error: Task timed out after %.2f seconds",
                            requestId,
                            function.timeout().toMillis() / 1000.0));
        } catch (InterruptedException closing) {
            call.cancel(true);
            throw closing;
        } catch (ExecutionException failed) {
            throw reported(failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private static byte[] answer(LocalFunction function, byte[] payload, InvocationContext context) throws IOException {
        var out = new ByteArrayOutputStream();
        function.handler().handleRequest(new ByteArrayInputStream(payload), out, context);
        return out.toByteArray();
    }

    /** As the Java runtime reports what a handler throws. */
    private static LambdaFailure reported(Throwable thrown) {
        String type = thrown.getClass().getName();
        String message = thrown.getLocalizedMessage();
        return new LambdaFailure(type, message == null ? type : message);
    }

    /** Waits until no invocation is under way, at most so long; answers whether none is. */
    public boolean awaitQuiet(Duration atMost) throws InterruptedException {
        return underWay.awaitNone(atMost);
    }
}
