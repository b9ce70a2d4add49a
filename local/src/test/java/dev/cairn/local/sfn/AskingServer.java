package dev.cairn.local.sfn;

import dev.cairn.local.asl.run.SystemScheduler;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Step Functions on loopback, with a definition whose executions wait under a task token. */
final class AskingServer implements AutoCloseable {
    static final String WAIT = Rig.definition("""
            "Ask":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Arguments":{"FunctionName":"ask","Payload":{
                "token":"{% $states.context.Task.Token %}","run":"{% $states.context.Execution.Name %}"}},"End":true}
            """);

    private final Map<String, CompletableFuture<String>> tokens = new ConcurrentHashMap<>();
    final SystemScheduler scheduler = SystemScheduler.start(Clock.systemUTC());
    final StepFunctions engine = new StepFunctions(
            new Lambdas().on("ask", payload -> {
                handedOut(payload.get("run").stringValue())
                        .complete(payload.get("token").stringValue());
                return "{}";
            }),
            scheduler,
            StepFunctions.virtualThreads(),
            new Random(),
            (arn, status) -> {},
            Retention.DEFAULT);
    private final StepFunctionsServer server;

    AskingServer() throws IOException {
        server = StepFunctionsServer.start(engine, 0);
    }

    URI address() {
        return server.address();
    }

    private CompletableFuture<String> handedOut(String execution) {
        return tokens.computeIfAbsent(
                execution, name -> new CompletableFuture<String>().orTimeout(2, TimeUnit.MINUTES));
    }

    /** The token that the execution of that name hands out; awaited. */
    String token(String execution) {
        return handedOut(execution).join();
    }

    @Override
    public void close() {
        server.close();
        engine.close();
        scheduler.close();
    }
}
