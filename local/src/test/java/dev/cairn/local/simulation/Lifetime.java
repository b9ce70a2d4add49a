package dev.cairn.local.simulation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.json.Json;
import dev.cairn.core.step.Machine;
import dev.cairn.functions.EventFeed;
import dev.cairn.functions.Installation;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.ApiHandler;
import dev.cairn.functions.api.http.Caller;
import dev.cairn.functions.api.http.Reply;
import dev.cairn.functions.api.http.Request;
import dev.cairn.functions.approval.Notices;
import dev.cairn.functions.handler.Functions;
import dev.cairn.functions.reconcile.Reconciler;
import dev.cairn.functions.reconcile.Revival;
import dev.cairn.functions.team.JsonSchemaCheck;
import dev.cairn.local.asl.run.CallsUnderWay;
import dev.cairn.local.asl.run.Engine;
import dev.cairn.local.asl.run.ExecutionStatus;
import dev.cairn.local.asl.run.LambdaFailure;
import dev.cairn.local.asl.run.Scheduler;
import dev.cairn.local.asl.run.TaskTokens;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What lives and dies with a process: functions, their caches, and locally the executions too. */
final class Lifetime {
    /** As Lambda and its runtime report an invocation that died. */
    private static final List<String> DEATHS = List.of("Lambda.Unknown", "Runtime.ExitError", "Sandbox.Timedout");

    private static final int NOTICES = 20;

    private final World world;
    private final Fleet fleet;
    private final Services services;
    private final Map<String, RequestStreamHandler> functions;
    private final ApiHandler api;
    private boolean alive = true;
    private int invocations;

    Lifetime(World world) {
        this.world = world;
        Engine engine = new Engine(
                (function, payload) -> invoke(function, payload),
                new OwnTime(),
                world::execute,
                world.luck().random(),
                new TaskTokens(),
                new CallsUnderWay());
        fleet = new Fleet(engine, this::changed, world.setting().stepsBefore());
        Gate gate = world.gate();
        Machine machine = Machine.over(
                new FaultyBlobs(gate, world.blobs()),
                new FaultyIndex(gate, world.index()),
                new FaultyModel(gate, world.bill(), world.setting().script()),
                new FaultyTools(gate, world.bill()),
                world.clocks(),
                world.ids(),
                new FaultyEvents(gate, world.witness(), world.tally()),
                world.setting().requestTtl());
        services = Services.over(
                machine,
                new FaultyExecutions(gate, fleet),
                EventFeed.NONE,
                new OneTeam(),
                new JsonSchemaCheck(),
                new Installation(() -> World.SECRET, Optional::empty, Notices.NONE, this::alarmed));
        functions = Functions.of(services, World.TENANT);
        api = new ApiHandler(
                services,
                request -> new Caller(World.TENANT, request.header("by").orElse("nobody")));
    }

    /** Timers of a process that is dead never run. */
    private final class OwnTime implements Scheduler {
        @Override
        public Instant now() {
            return world.time().now();
        }

        @Override
        public Timer after(Duration delay, Runnable action) {
            return world.time().after(delay, () -> {
                if (alive) {
                    action.run();
                }
            });
        }
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    Fleet fleet() {
        return fleet;
    }

    private byte[] invoke(String function, byte[] payload) throws LambdaFailure {
        if (world.luck().hits(world.duplicates())) {
            world.tally().count("duplicate invocations");
            world.turns().spawn("duplicate of " + function, () -> late(function, payload));
        }
        return call(function, payload, false);
    }

    /** The same invocation once more, at once or long after. */
    private void late(String function, byte[] payload) {
        if (world.luck().random().nextBoolean()) {
            world.nap(world.luck().random().nextInt(2000));
        }
        try {
            call(function, payload, true);
        } catch (LambdaFailure nobodyListens) {
            world.findings().note("a duplicate of " + function + " failed");
        }
    }

    private byte[] call(String function, byte[] payload) throws LambdaFailure {
        return call(function, payload, false);
    }

    /** @param beside whether it is made beside another that does the same */
    private byte[] call(String function, byte[] payload, boolean beside) throws LambdaFailure {
        JsonNode pointer = Json.tree(payload);
        Invocation mine = new Invocation(
                function + "#" + ++invocations,
                stepOf(function, pointer),
                pointer.path("epoch").asLong(0));
        if (beside) {
            mine.setBeside();
        }
        try {
            return as(mine, () -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    Objects.requireNonNull(functions.get(function), function)
                            .handleRequest(new ByteArrayInputStream(payload), out, context());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return out.toByteArray();
            });
        } catch (Crash dead) {
            if (!alive) {
                throw dead;
            }
            throw new LambdaFailure(DEATHS.get(world.luck().random().nextInt(DEATHS.size())), "simulated");
        } catch (RuntimeException failed) {
            throw new LambdaFailure(failed.getClass().getName(), String.valueOf(failed.getMessage()));
        }
    }

    /** The step that an invocation takes: of which function, from which checkpoint of which run. */
    private static String stepOf(String function, JsonNode pointer) {
        return function + " of " + pointer.path("runId").asString("") + " from "
                + pointer.path("checkpointId").asString("");
    }

    private <T> T as(String name, Supplier<T> work) {
        return as(Invocation.ofNoStep(name + "#" + ++invocations), work);
    }

    /** Does something as one invocation of a function. */
    private <T> T as(Invocation mine, Supplier<T> work) {
        world.bill().begins(mine);
        world.turns().carry(mine);
        try {
            T result = work.get();
            if (mine.isDead()) {
                world.findings().add(mine + " gave an answer after it had died: somebody survived an error");
            }
            return result;
        } finally {
            world.bill().ends(mine, !alive);
            world.turns().carry(null);
        }
    }

    /** A request to the API, by somebody who learns whatever becomes of it; a crash looks like a bad gateway. */
    Reply send(Request request) {
        try {
            Reply reply = as("api " + request.method() + " " + request.path(), () -> api.answer(request));
            if (reply.status() == 500) {
                world.findings()
                        .add("the API failed: " + request + ": " + new String(reply.body(), StandardCharsets.UTF_8));
            }
            return reply;
        } catch (Crash dead) {
            if (!alive) {
                throw dead;
            }
            return Reply.empty(502);
        }
    }

    /** One step by hand, as an execution's task would take it. */
    byte[] step(String function, byte[] payload) {
        try {
            return call(function, payload, true);
        } catch (LambdaFailure failed) {
            throw new IllegalStateException(failed);
        }
    }

    void reconcile() {
        world.turns().spawn("reconciler", () -> {
            try {
                if (world.setting().local()) {
                    as("housekeeping", () -> new Reconciler(services).lookAtDue());
                } else {
                    call("ReconcileFunction", "{}".getBytes(StandardCharsets.UTF_8));
                }
            } catch (LambdaFailure | dev.cairn.core.error.CairnException again) {
                world.findings().note("the reconciler failed: " + again.getMessage());
            } catch (Crash dead) {
                if (!alive) {
                    throw dead;
                }
            }
        });
    }

    /** What a local process does when it starts; false if it could not. */
    void revive(Runnable failed) {
        world.turns().spawn("revival", () -> {
            try {
                as("revival", () -> new Revival(services).reviveAll(World.TENANT, true));
            } catch (dev.cairn.core.error.CairnException refused) {
                failed.run();
            } catch (Crash dead) {
                if (!alive) {
                    throw dead;
                }
                failed.run();
            }
        });
    }

    private void changed(String arn, ExecutionStatus status) {
        if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
            return;
        }
        world.tally().count("executions that ended as " + status);
        byte[] notice = Json.bytes(Map.of(
                "detail-type",
                "Step Functions Execution Status Change",
                "detail",
                Map.of("executionArn", arn, "status", status.name(), "input", fleet.input(arn))));
        world.turns().spawn("death notice", () -> tell(notice));
    }

    /** EventBridge delivers until it is taken. */
    private void tell(byte[] notice) {
        for (int attempt = 0; attempt < NOTICES; attempt++) {
            try {
                call("ReconcileFunction", notice);
                return;
            } catch (LambdaFailure again) {
                world.nap(60 + attempt * 60);
            }
        }
    }

    private Context context() {
        boolean hurry = world.luck().hits(world.hurry());
        LambdaLogger logger = (LambdaLogger) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LambdaLogger.class}, (proxy, method, arguments) -> {
                    unexpected(String.valueOf(arguments[0]));
                    return null;
                });
        return (Context) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemainingTimeInMillis" -> hurry ? 1_000 : 900_000;
                    case "getLogger" -> logger;
                    default -> null;
                });
    }

    /** Nobody is called out of bed for what is as it should be. */
    private void alarmed(String logged) {
        if (logged.contains("\"alarm\":\"broken-object\"") && world.flipped().isEmpty()) {
            world.findings().add("an alarm tells of a broken object where none is: " + logged);
        }
    }

    /** What nobody thought of comes with its causes. */
    private void unexpected(String logged) {
        alarmed(logged);
        if (logged.contains("\"causes\":")) {
            world.findings().add("a function failed in a way of its own: " + logged);
        }
    }
}
