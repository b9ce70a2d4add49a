package dev.cairn.local;

import dev.cairn.core.error.CairnException;
import dev.cairn.functions.NoToolsYet;
import dev.cairn.functions.aws.client.AwsSettings;
import dev.cairn.functions.reconcile.Reconciler;
import dev.cairn.functions.reconcile.Revival;
import dev.cairn.functions.team.NamedTeams;
import dev.cairn.local.gateway.Gateway;
import dev.cairn.local.lambda.LogSink;
import dev.cairn.local.owner.OwnedException;
import dev.cairn.local.owner.Owner;
import dev.cairn.local.owner.OwnerInfo;
import dev.cairn.local.sfn.StepFunctionsServer;
import dev.cairn.models.Models;
import dev.cairn.models.rehearsal.RehearsalProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The whole system in one process: the API and Step Functions on loopback, runs in a folder or on AWS. It owns the
 * folder while it lives. To end it leaves no run FAILED: what worked goes on when somebody serves the folder again.
 */
public final class LocalServer implements AutoCloseable {
    private static final int SECRET_BYTES = 24;

    private final Path data;
    private final Deque<AutoCloseable> opened;
    private final Stack stack;
    private final Gateway gateway;
    private final StepFunctionsServer stepFunctions;

    private LocalServer(
            Path data, Deque<AutoCloseable> opened, Stack stack, Gateway gateway, StepFunctionsServer stepFunctions) {
        this.data = data;
        this.opened = opened;
        this.stack = stack;
        this.gateway = gateway;
        this.stepFunctions = stepFunctions;
    }

    /**
     * Starts the server; it answers when this returns.
     *
     * @throws OwnedException if another process owns the folder
     * @throws LocalStartException if the folder, a port, the bucket or the table cannot be used
     */
    public static LocalServer start(LocalOptions options) {
        Map<String, String> variables = new HashMap<>(options.env());
        variables.put(RehearsalProvider.PACE, Double.toString(options.pace()));
        Models models = Models.of(variables);
        return start(options, Parts.of(models, NamedTeams.shipped(models::check), new NoToolsYet()));
    }

    static LocalServer start(LocalOptions options, Parts parts) {
        DataFolder folder = DataFolder.open(options.data());
        Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
        try {
            Owner owner = Owner.take(folder.path());
            opened.push(owner);
            LogSink log = new FileLog(folder.log(), parts.clock());
            SecretFile.require(folder.secret());
            Stores stores = switch (options.store()) {
                case FILES -> Stores.ofFolder(folder, parts.durability());
                case AWS -> Stores.onAws(AwsSettings.of(options.env()).with(parts.patience()));
            };
            opened.push(stores);
            Stack stack = new Stack(stores, parts, log, folder.secret(), options.links());
            opened.push(stack);
            String secret = secret();
            Gateway gateway =
                    Gateway.open(options.apiPort(), stack.template().routes(), stack.lambda(), parts.clock(), secret);
            opened.push(gateway);
            stack.reachedAt(gateway.address());
            StepFunctionsServer sfn = StepFunctionsServer.start(stack.stepFunctions(), options.sfnPort());
            opened.push(sfn);
            LocalServer server = new LocalServer(folder.path(), opened, stack, gateway, sfn);
            if (options.serve()) {
                server.lookAfterRuns(options.resume(), parts, log);
            }
            gateway.serve();
            owner.publish(new OwnerInfo(
                    ProcessHandle.current().pid(),
                    server.api(),
                    server.stepFunctions(),
                    secret,
                    parts.clock().instant()));
            return server;
        } catch (IOException | RuntimeException e) {
            close(opened, e);
            throw e instanceof OwnedException owned ? owned : refused(folder, e);
        }
    }

    private static RuntimeException refused(DataFolder folder, Exception cause) {
        return switch (cause) {
            case LocalStartException known -> known;
            case CairnException store -> new LocalStartException(String.valueOf(store.getMessage()), store);
            case IOException io ->
                new LocalStartException(
                        "The local server cannot start on " + folder.path() + ": " + io.getMessage(), io);
            case RuntimeException fault -> fault;
            default -> new IllegalStateException(cause);
        };
    }

    private void lookAfterRuns(boolean resume, Parts parts, LogSink log) {
        new Revival(stack.services())
                .reviveAll(Stack.TENANT, resume)
                .troubles()
                .forEach(trouble -> log.write("revive", trouble));
        Housekeeping housekeeping =
                new Housekeeping(new Reconciler(stack.services()), stack.scheduler(), parts.lookEvery(), log);
        opened.push(housekeeping);
        housekeeping.start();
    }

    private static String secret() {
        byte[] bits = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Where the API answers. */
    public URI api() {
        return gateway.address();
    }

    /** Where AWS's API of Step Functions answers. */
    public URI stepFunctions() {
        return stepFunctions.address();
    }

    /** The folder, absolute. */
    public Path data() {
        return data;
    }

    /** Executions that run, by ARN. */
    List<String> executionsAlive() {
        return stack.executionsAlive();
    }

    Stack stack() {
        return stack;
    }

    /** The ARN of the state machine. */
    public String stateMachineArn() {
        return stack.stateMachineArn();
    }

    /**
     * Takes no more requests, lets the steps under way finish for some seconds, and gives the folder back. No run is
     * marked as FAILED by it.
     */
    @Override
    public void close() {
        gateway.stopAccepting();
        stack.quiesce();
        RuntimeException trouble = new IllegalStateException("The local server did not end in order.");
        close(opened, trouble);
        if (trouble.getSuppressed().length > 0) {
            throw trouble;
        }
    }

    /** The last opened first, and all of them whatever happens. */
    private static void close(Deque<AutoCloseable> opened, Exception why) {
        for (AutoCloseable one = opened.poll(); one != null; one = opened.poll()) {
            try {
                one.close();
            } catch (Exception e) {
                why.addSuppressed(e);
            }
        }
    }
}
