package dev.cairn.functions.aws;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.cairn.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An invocation whose log takes a line that is a JSON object as it is. The runtime's own logger makes a text of it, in the
 * {@code message} of an object of its own, where no metric filter finds a field; it gets what is no JSON object.
 *
 * @param context what the runtime says of the invocation
 * @param lines the standard output
 */
record LinesAsTheyAre(Context context, Consumer<String> lines) implements Context {
    @Override
    public LambdaLogger getLogger() {
        LambdaLogger wrapping = context.getLogger();
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                if (isObject(message)) {
                    lines.accept(message);
                } else {
                    wrapping.log(message);
                }
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    private static boolean isObject(String message) {
        if (!message.startsWith("{") || message.indexOf('\n') >= 0) {
            return false;
        }
        try {
            return Json.tree(message).isObject();
        } catch (JacksonException text) {
            return false;
        }
    }

    @Override
    public String getAwsRequestId() {
        return context.getAwsRequestId();
    }

    @Override
    public String getLogGroupName() {
        return context.getLogGroupName();
    }

    @Override
    public String getLogStreamName() {
        return context.getLogStreamName();
    }

    @Override
    public String getFunctionName() {
        return context.getFunctionName();
    }

    @Override
    public String getFunctionVersion() {
        return context.getFunctionVersion();
    }

    @Override
    public String getInvokedFunctionArn() {
        return context.getInvokedFunctionArn();
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return context.getIdentity();
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return context.getClientContext();
    }

    @Override
    public int getRemainingTimeInMillis() {
        return context.getRemainingTimeInMillis();
    }

    @Override
    public int getMemoryLimitInMB() {
        return context.getMemoryLimitInMB();
    }
}
