package dev.cairn.functions.aws.runtime;

import dev.cairn.functions.aws.runtime.RuntimeApi.Outcome;
import dev.cairn.functions.aws.stage.DeployedFunctions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A function of the template as Lambda runs it: the deployed jar, the runtime, the variables. */
public final class DeployedFunction implements AutoCloseable {
    private static final long LONGEST_SECONDS = 300;

    private final RuntimeApi api;
    private final RuntimeProcess runtime;

    /** How Lambda starts it. */
    public enum Start {
        ON_DEMAND("on-demand", List.of()),
        /** The hooks of the class path are those of Lambda's runtime, which its own start script sees to. */
        SNAP_START("snap-start", List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"));

        private final String word;
        private final List<String> options;

        Start(String word, List<String> options) {
            this.word = word;
            this.options = options;
        }
    }

    /** @param folder an empty one */
    public DeployedFunction(String name, DeployedFunctions template, Map<String, String> variables, Path folder) {
        this(name, template, variables, folder, Start.ON_DEMAND);
    }

    /** @param folder an empty one */
    public DeployedFunction(
            String name, DeployedFunctions template, Map<String, String> variables, Path folder, Start start) {
        DeployedFunctions.Function function = template.function(name);
        api = new RuntimeApi("arn:aws:lambda:us-east-1:123456789012:function:cairn-" + name + ":1");
        Map<String, String> all = new HashMap<>(variables);
        all.put("AWS_LAMBDA_RUNTIME_API", api.address());
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        all.put("AWS_LAMBDA_FUNCTION_NAME", "cairn-" + name);
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", start.word);
        all.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/cairn");
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", name);
        all.put("AWS_SESSION_TOKEN", "session");
        List<String> options = new ArrayList<>(template.options());
        options.addAll(start.options);
        runtime = new RuntimeProcess(List.of(), deployedJar(), runtimeJars(), function.handler(), options, all, folder);
    }

    public static Path deployedJar() {
        return root().resolve("functions/target/cairn-lambda.jar");
    }

    /** Where packaging puts the jars of Lambda's runtime. */
    public static Path runtimeJars() {
        return root().resolve("cli/target/runtime");
    }

    private static Path root() {
        return Path.of(System.getProperty("cairn.root", "..")).toAbsolutePath().normalize();
    }

    /** @param millis how long it has */
    public Outcome invoke(byte[] event, int millis) {
        await(api.ready());
        return await(api.invoke(event, millis));
    }

    /** Waits until the hooks before SnapStart's picture have been called. */
    public void awaitPicture() {
        await(api.restored());
    }

    private <T> T await(CompletableFuture<T> coming) {
        CompletableFuture<T> ended = runtime.process()
                .onExit()
                .thenCompose(process -> CompletableFuture.failedFuture(
                        new IllegalStateException("it ended with exit code " + process.exitValue())));
        try {
            return coming.applyToEither(ended, done -> done).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the function said nothing usable; its output: " + output(), e);
        }
    }

    public String output() {
        return runtime.output();
    }

    @Override
    public void close() {
        runtime.close();
        api.close();
    }
}
