package dev.cairn.cli.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.json.Json;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.ApiHandler;
import dev.cairn.functions.api.http.AuthorizedCaller;
import dev.cairn.functions.aws.deployment.CloudServices;
import dev.cairn.functions.aws.deployment.Deployment;
import dev.cairn.functions.aws.stage.Stage;
import dev.cairn.functions.aws.testing.Wire;
import dev.cairn.functions.handler.Functions;
import dev.cairn.functions.handler.Samples;
import dev.cairn.local.asl.Substitutions;
import dev.cairn.local.asl.run.ExecutionView;
import dev.cairn.local.asl.run.HistoryEvent;
import dev.cairn.local.asl.run.LambdaFailure;
import dev.cairn.local.asl.run.SystemScheduler;
import dev.cairn.local.lambda.InProcessLambda;
import dev.cairn.local.lambda.LocalFunction;
import dev.cairn.local.sfn.Page;
import dev.cairn.local.sfn.Retention;
import dev.cairn.local.sfn.StateMachine;
import dev.cairn.local.sfn.StepFunctions;
import dev.cairn.local.sfn.StepFunctionsServer;
import dev.cairn.local.template.SamTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * The state machine and its functions as they are deployed, each function with clients, caches and a key of its own, on
 * the stores of a stage and the embedded Step Functions.
 */
final class WholeDeployment implements AutoCloseable {
    private static final String API = "ApiFunction";
    private static final long LONGEST_SECONDS = 1_200;

    private final SystemScheduler scheduler = SystemScheduler.start(Clock.systemUTC());
    private final InProcessLambda lambda = new InProcessLambda((function, line) -> {
        throw new AssertionError(function + " had something to say: " + line);
    });
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private final List<String> invoked = new CopyOnWriteArrayList<>();
    private final Wire toServer;
    private final StepFunctions stepFunctions;
    private final StepFunctionsServer server;
    private final StateMachine machine;

    WholeDeployment(Stage stage) throws IOException {
        stepFunctions = new StepFunctions(
                lambda,
                scheduler,
                StepFunctions.virtualThreads(),
                new SecureRandom(),
                (arn, status) -> {},
                Retention.DEFAULT);
        SamTemplate template = SamTemplate.ofThisRelease();
        machine = stepFunctions.createStateMachine(
                "cairn",
                new Substitutions(template.substitutions()).apply(definition()),
                "arn:aws:iam::123456789012:role/cairn");
        server = StepFunctionsServer.start(stepFunctions, 0);
        toServer = new Wire(server.address(), new ReentrantLock(), stage.asked());
        template.functions().forEach((name, function) -> {
            Map<String, String> variables = new HashMap<>(stage.variables(name));
            variables.put("AWS_ENDPOINT_URL_SFN", toServer.address().toString());
            variables.put(Deployment.STATE_MACHINE, machine.arn());
            lambda.deploy(new LocalFunction(
                    name, telling(name, handler(name, variables)), function.timeout(), function.memoryMegabytes()));
        });
    }

    private RequestStreamHandler telling(String name, RequestStreamHandler handler) {
        return (in, out, context) -> {
            invoked.add(name);
            handler.handleRequest(in, out, context);
            if (name.equals("AwaitPersonFunction")) {
                asked.complete("");
            }
        };
    }

    private static RequestStreamHandler handler(String name, Map<String, String> variables) {
        Deployment deployment = Deployment.of(variables);
        Services services = CloudServices.of(deployment, variables);
        return name.equals(API)
                ? new ApiHandler(services, new AuthorizedCaller(deployment.tenantClaim()))
                : Objects.requireNonNull(
                        Functions.of(services, deployment.consoleTenant()).get(name), name);
    }

    private static String definition() {
        try (InputStream in = StepFunctions.class.getResourceAsStream("/statemachine/cairn.asl.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every invocation so far, by the name of its function, those that were done again included. */
    List<String> invoked() {
        return List.copyOf(invoked);
    }

    /** Calls the API, which must accept it. */
    JsonNode post(String path, String body) {
        try {
            JsonNode answer = Json.tree(lambda.invoke(API, Json.bytes(Samples.request("POST", path, body))));
            if (answer.path("statusCode").asInt() != 202) {
                throw new AssertionError(answer.toString());
            }
            return Json.tree(answer.path("body").asString());
        } catch (LambdaFailure failure) {
            throw new AssertionError(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end of the run's first execution. */
    ExecutionView ended(String run) {
        try {
            return stepFunctions.whenEnded(arn(run)).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    List<HistoryEvent> history(String run) {
        List<HistoryEvent> all = new ArrayList<>();
        String next = null;
        do {
            Page<HistoryEvent> page = stepFunctions.getExecutionHistory(arn(run), false, 1000, next);
            all.addAll(page.items());
            next = page.nextToken();
        } while (next != null);
        return all;
    }

    /** Waits until an execution has begun to wait for a person. */
    void awaitQuestion() {
        asked.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS).join();
    }

    private String arn(String run) {
        return machine.arn().replace(":stateMachine:", ":execution:") + ":" + run + "-1";
    }

    @Override
    public void close() {
        stepFunctions.close();
        toServer.close();
        server.close();
        scheduler.close();
    }
}
