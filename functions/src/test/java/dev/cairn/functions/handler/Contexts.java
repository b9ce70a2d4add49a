package dev.cairn.functions.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** What an invocation is told of itself, as far as the functions ask. */
public final class Contexts {
    private Contexts() {}

    public static Context context(int remainingMillis, Consumer<String> log) {
        LambdaLogger logger = made(LambdaLogger.class, (method, arguments) -> {
            log.accept(String.valueOf(arguments[0]));
            return null;
        });
        return made(Context.class, (method, arguments) -> switch (method) {
            case "getRemainingTimeInMillis" -> remainingMillis;
            case "getLogger" -> logger;
            case "getAwsRequestId" -> "invocation";
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Answers {
        @org.jspecify.annotations.Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T made(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
