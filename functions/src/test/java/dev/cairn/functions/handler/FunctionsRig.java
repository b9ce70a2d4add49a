package dev.cairn.functions.handler;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.step.Heads;
import dev.cairn.core.team.Manager;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.Tool;
import dev.cairn.core.world.ScriptedModel;
import dev.cairn.core.world.World;
import dev.cairn.functions.EventFeed;
import dev.cairn.functions.Installation;
import dev.cairn.functions.Services;
import dev.cairn.functions.TeamCatalog;
import dev.cairn.functions.TeamListing;
import dev.cairn.functions.api.ApiHandler;
import dev.cairn.functions.api.http.Caller;
import dev.cairn.functions.approval.Notices;
import dev.cairn.functions.secret.InstallationSecret;
import dev.cairn.functions.team.JsonSchemaCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The functions over any stores and a scripted model, with a run under a known id. Its team names the rehearsal that says
 * the same, for functions that call their models themselves.
 */
public final class FunctionsRig {
    public static final RunKey RUN = new RunKey(World.TENANT, new RunId("sample"));

    /** Of the installation that it is. */
    public static final String SECRET = "a-very-secret-text-0123456789-of-the-installation";

    public final World world;
    public final RecordedExecutions executions = new RecordedExecutions();
    public final Services services;
    public final List<String> logged = new ArrayList<>();
    private final Map<String, RequestStreamHandler> functions = new HashMap<>();
    private String cast = "rehearsal:sample";
    private String secret = SECRET;
    private int remainingMillis = 900_000;

    public FunctionsRig() {
        this(new World());
    }

    public FunctionsRig(World world) {
        this.world = world;
        services = Services.over(
                world.machine,
                executions,
                EventFeed.NONE,
                new OneTeam(),
                new JsonSchemaCheck(),
                new Installation(
                        () -> InstallationSecret.of(secret, "the rig"),
                        Optional::empty,
                        Notices.NONE,
                        System.err::println));
        functions.putAll(Functions.of(services, World.TENANT));
        functions.put("ApiFunction", new ApiHandler(services, request -> new Caller(World.TENANT, "tester")));
        world.model.on(Purpose.FACTS, "The facts.").on(Purpose.PLAN, "The plan.");
        world.model.on(Purpose.FACTS_UPDATE, "The new facts.").on(Purpose.PLAN_UPDATE, "The new plan.");
        world.model.on(Purpose.PROGRESS_LEDGER, ScriptedModel.go("coder"), ScriptedModel.done());
        world.model.on(Purpose.TURN, "I computed it.").on(Purpose.ANSWER, "There are 42.");
    }

    private static final class OneTeam implements TeamCatalog {
        @Override
        public TeamListing teams() {
            return TeamListing.of(List.of(World.team()));
        }

        @Override
        public Optional<Team> find(String name) {
            return name.equals(DEFAULT) ? Optional.of(World.team()) : Optional.empty();
        }

        @Override
        public void check(String field, ModelName model) {}
    }

    void shortOfTime() {
        remainingMillis = 1_000;
    }

    /** How long the next invocation has. */
    public int remainingMillis() {
        return remainingMillis;
    }

    /** From now on the installation has another one. */
    public void replaceSecret() {
        secret = "another-secret-text-9876543210-of-the-installation";
    }

    /** The model that the team's members call. */
    public void cast(String model) {
        cast = model;
    }

    private Team team(Tool... coderTools) {
        ModelName model = ModelName.parse(cast);
        Team team = World.team(coderTools);
        return new Team(
                team.name(),
                new Manager(model, null),
                team.participants().stream()
                        .map(one ->
                                new Participant(one.name(), one.description(), one.instructions(), model, one.tools()))
                        .toList(),
                team.planReview(),
                team.limits());
    }

    public JsonNode call(String function, byte[] event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            requireNonNull(functions.get(function), function)
                    .handleRequest(
                            new ByteArrayInputStream(event), out, Contexts.context(remainingMillis, logged::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.tree(out.toByteArray());
    }

    public Pointer step(String function, Pointer pointer) {
        return Json.fromTree(call(function, Json.bytes(pointer)), Pointer.class);
    }

    public Pointer open(PlanReview review, Limits limits, Tool... coderTools) {
        RunRecord run = services.opening()
                .open(new NewRun(
                        RUN, "Count the stars.", List.of(), team(coderTools), review, limits, Map.of(), 30, null));
        services.starting().start(run);
        return head();
    }

    /** Where the run stands. */
    public Pointer head() {
        return new Heads(world.machine).pointer(record(), 0);
    }

    public RunRecord record() {
        return world.run(RUN);
    }

    /** A plan waits for its review. */
    public Pointer planned() {
        return step("PlanFunction", open(PlanReview.ALWAYS, Limits.DEFAULT));
    }

    /** Somebody has decided on it. */
    public Pointer decided(Response response) {
        planned();
        return decidedOn(response);
    }

    public Pointer decidedOn(Response response) {
        services.responding().respond(RUN, requireNonNull(record().pendingRequest()), response, null, "tester");
        return head();
    }

    /** A run without a review, gone so many steps. */
    public Pointer gone(int steps, Tool... coderTools) {
        Pointer at = open(PlanReview.NEVER, Limits.DEFAULT, coderTools);
        for (int i = 0; i < steps; i++) {
            at = step(at.next() + "Function", at);
        }
        return at;
    }
}
