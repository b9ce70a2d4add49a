package dev.cairn.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Machine;
import dev.cairn.functions.Installation;
import dev.cairn.functions.SecureIds;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.ApiHandler;
import dev.cairn.functions.api.http.Caller;
import dev.cairn.functions.approval.PublicAddress;
import dev.cairn.functions.handler.Functions;
import dev.cairn.functions.reconcile.DeadExecutions;
import dev.cairn.functions.team.JsonSchemaCheck;
import dev.cairn.local.asl.Substitutions;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.SystemScheduler;
import dev.cairn.local.feed.LocalFeed;
import dev.cairn.local.lambda.InProcessLambda;
import dev.cairn.local.lambda.LocalFunction;
import dev.cairn.local.lambda.LogSink;
import dev.cairn.local.sfn.Retention;
import dev.cairn.local.sfn.StateMachine;
import dev.cairn.local.sfn.StepFunctions;
import dev.cairn.local.template.SamTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The whole system without its doors: functions and state machine over the stores. Put together here alone. */
final class Stack implements AutoCloseable {
    static final String STATE_MACHINE = "cairn";
    static final TenantId TENANT = Caller.LOCAL.tenant();

    private static final String DEFINITION = "/statemachine/cairn.asl.json";
    private static final String API = "ApiFunction";

    private final SystemScheduler scheduler;
    private final LocalFeed feed;
    private final InProcessLambda lambda;
    private final StepFunctions stepFunctions;
    private final StateMachine machine;
    private final Services services;
    private final SamTemplate template;
    private final Duration grace;
    private final AtomicReference<@Nullable PublicAddress> address = new AtomicReference<>();

    /**
     * @param stores stay open when this is closed
     * @param secret the file of the installation's secret
     * @param links takes a line with an approval link for every request that opens; null, and no links are made
     */
    Stack(Stores stores, Parts parts, LogSink log, Path secret, @Nullable Consumer<String> links) {
        grace = parts.grace();
        template = SamTemplate.ofThisRelease();
        scheduler = SystemScheduler.start(parts.clock());
        feed = new LocalFeed(parts.clock(), line -> log.write(API, line));
        lambda = new InProcessLambda(log);
        CompletableFuture<DeadExecutions> dead = new CompletableFuture<>();
        stepFunctions = new StepFunctions(
                lambda,
                scheduler,
                StepFunctions.virtualThreads(),
                new SecureRandom(),
                new ExecutionWatch(
                        feed, (arn, input, status) -> dead.join().record(arn, input, status), this::input, log),
                Retention.DEFAULT,
                grace);
        machine = stepFunctions.createStateMachine(
                STATE_MACHINE,
                new Substitutions(template.substitutions()).apply(definition()),
                "arn:aws:iam::123456789012:role/cairn-local");
        services = Services.over(
                Machine.over(
                        stores.blobs(),
                        stores.index(),
                        parts.models(),
                        parts.tools(),
                        parts.clock(),
                        new SecureIds(parts.clock()),
                        feed,
                        parts.requestTtl()),
                new InProcessExecutions(stepFunctions, machine),
                feed,
                parts.teams(),
                new JsonSchemaCheck(),
                new Installation(
                        () -> SecretFile.read(secret),
                        () -> Optional.ofNullable(links == null ? null : address.get()),
                        new LoggedNotices(log, links),
                        line -> log.write(API, line)));
        dead.complete(new DeadExecutions(services, TENANT));
        Functions.of(services, TENANT).forEach(this::deploy);
        deploy(API, new ApiHandler(services, _ -> Caller.LOCAL));
    }

    private void deploy(String name, RequestStreamHandler handler) {
        SamTemplate.Function function = template.functions().get(name);
        if (function == null) {
            throw new IllegalStateException("the template has no function " + name);
        }
        lambda.deploy(new LocalFunction(name, handler, function.timeout(), function.memoryMegabytes()));
    }

    private String input(String arn) {
        return stepFunctions.describeExecution(arn).input();
    }

    private static String definition() {
        try (InputStream in = Stack.class.getResourceAsStream(DEFINITION)) {
            if (in == null) {
                throw new IllegalStateException("this build has no " + DEFINITION + " on its class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the API listens, for the links to it. */
    void reachedAt(URI api) {
        address.set(PublicAddress.of(api));
    }

    Services services() {
        return services;
    }

    InProcessLambda lambda() {
        return lambda;
    }

    StepFunctions stepFunctions() {
        return stepFunctions;
    }

    String stateMachineArn() {
        return machine.arn();
    }

    List<String> executionsAlive() {
        return stepFunctions.listExecutions(machine.arn(), ExecutionStatus.RUNNING, 1_000, null).items().stream()
                .map(execution -> execution.identity().executionArn())
                .toList();
    }

    SystemScheduler scheduler() {
        return scheduler;
    }

    SamTemplate template() {
        return template;
    }

    /** Lets the steps under way finish for some seconds, then cuts them off; what was RUNNING stays so. */
    void quiesce() {
        stepFunctions.close();
        feed.close();
        try {
            lambda.awaitQuiet(grace);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        quiesce();
        scheduler.close();
    }
}
