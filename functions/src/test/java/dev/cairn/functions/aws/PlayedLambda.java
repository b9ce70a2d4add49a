package dev.cairn.functions.aws;

import dev.cairn.core.json.Json;
import dev.cairn.functions.aws.stage.DeployedFunctions;
import dev.cairn.functions.aws.stage.Scene;
import dev.cairn.functions.handler.Contexts;
import dev.cairn.functions.handler.PermanentFailure;
import dev.cairn.functions.handler.Sample;
import dev.cairn.functions.handler.TransientFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A function in this process, called by the handler that the template names. */
final class PlayedLambda {
    private final List<String> lines = new ArrayList<>();
    private final Lambda lambda;
    private final Method handler;

    PlayedLambda(DeployedFunctions.Function function, Map<String, String> variables) {
        this.lambda = new Lambda(variables, lines::add);
        String[] named = function.handler().split("::");
        try {
            if (!named[0].equals(Lambda.class.getName())) {
                throw new IllegalStateException("no handler of ours: " + function.handler());
            }
            this.handler = Lambda.class.getMethod(
                    named[1],
                    InputStream.class,
                    OutputStream.class,
                    com.amazonaws.services.lambda.runtime.Context.class);
        } catch (NoSuchMethodException missing) {
            throw new IllegalStateException(missing);
        }
    }

    Sample.Result play(Scene scene, JsonNode event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.invoke(
                    lambda,
                    new ByteArrayInputStream(Json.bytes(event)),
                    out,
                    Contexts.context(scene.rig().remainingMillis(), scene.rig().logged::add));
            return new Sample.Result(scene.rig(), Json.tree(out.toByteArray()), null);
        } catch (InvocationTargetException thrown) {
            return switch (thrown.getCause()) {
                case TransientFailure failure -> new Sample.Result(scene.rig(), null, failure);
                case PermanentFailure failure -> new Sample.Result(scene.rig(), null, failure);
                case null, default -> throw new AssertionError(thrown.getCause());
            };
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        } finally {
            scene.rig().logged.addAll(lines);
            lines.clear();
        }
    }
}
