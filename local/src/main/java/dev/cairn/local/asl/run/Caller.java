package dev.cairn.local.asl.run;

import dev.cairn.core.json.Json;
import dev.cairn.local.asl.ErrorNames;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Calls a function and turns whatever comes of it into a reply. */
final class Caller {
    private final Engine engine;

    Caller(Engine engine) {
        this.engine = engine;
    }

    /** Blocks until the function has answered; null if the engine closes and nothing more is to happen. */
    @Nullable
    Reply perform(Call call) {
        if (!engine.calls().begin()) {
            return null;
        }
        try {
            byte[] answer =
                    engine.lambdas().invoke(call.functionName(), call.payload().getBytes(StandardCharsets.UTF_8));
            return read(call, answer);
        } catch (LambdaFailure failure) {
            return new Reply.Failure(new TaskError(failure.errorType(), failure.cause()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return null;
        } catch (RuntimeException fault) {
            // The invoker broke its contract; the task fails like any function with an unhandled exception.
            var failure = new LambdaFailure(fault.getClass().getName(), String.valueOf(fault.getMessage()));
            return new Reply.Failure(new TaskError(failure.errorType(), failure.cause()));
        } finally {
            engine.calls().end();
        }
    }

    private static Reply read(Call call, byte[] answer) {
        if (answer.length > Payload.LARGEST) {
            return new Reply.Failure(TaskError.tooLarge("lambda"));
        }
        try {
            return new Reply.Answer(
                    Payload.of(answer.length == 0 ? JsonNodeFactory.instance.nullNode() : Json.received(answer)));
        } catch (JacksonException notJson) {
            return new Reply.Failure(new TaskError(
                    ErrorNames.TASK_FAILED,
                    "The function " + call.functionName() + " answered with " + answer.length
                            + " bytes that are not JSON: " + Json.fault(notJson)));
        }
    }
}
