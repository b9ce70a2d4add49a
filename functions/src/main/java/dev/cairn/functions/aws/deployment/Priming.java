package dev.cairn.functions.aws.deployment;

import static java.util.Objects.requireNonNull;

import dev.cairn.core.error.CairnException;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.lifecycle.Opening;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.EventSink;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.TenantId;
import dev.cairn.core.step.Heads;
import dev.cairn.core.step.Machine;
import dev.cairn.core.step.StepRunner;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.functions.NoToolsYet;
import dev.cairn.functions.SecureIds;
import dev.cairn.functions.Services;
import dev.cairn.functions.team.NamedTeams;
import dev.cairn.models.Models;
import dev.cairn.models.rehearsal.RehearsalProvider;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Before SnapStart takes its picture of a function, plays a small run in memory and looks into the stores once, so that
 * what a step needs is loaded and linked when the picture wakes. Without SnapStart nobody calls it.
 */
public final class Priming implements Resource {
    private static final RunKey NOBODY = new RunKey(new TenantId("cairn"), new RunId("priming"));

    private final Services services;
    private final Supplier<?> api;

    private Priming(Services services, Supplier<?> api) {
        this.services = requireNonNull(services, "services is null");
        this.api = requireNonNull(api, "api is null");
    }

    /** @param api makes the API, which is otherwise made with its first request */
    public static Priming registered(Services services, Supplier<?> api) {
        Priming priming = new Priming(services, api);
        Core.getGlobalContext().register(priming);
        return priming;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        play();
        Object _ = api.get();
        try {
            services.machine().index().get(RunRecord.key(NOBODY));
            services.machine().blobs().get("cairn/runs/priming/none");
        } catch (CairnException trouble) {
            // A function that cannot reach its stores will say so when it is called.
            System.out.println("Priming could not look into the stores: " + trouble.getMessage());
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}

    private static void play() {
        InstantSource clock = InstantSource.system();
        Machine machine = Machine.over(
                new MemoryBlobStore(),
                new MemoryIndexStore(),
                Models.of(Map.of(RehearsalProvider.PACE, "0")),
                new NoToolsYet(),
                clock,
                new SecureIds(clock),
                EventSink.NONE,
                Machine.DEFAULT_REQUEST_TTL);
        Team team = NamedTeams.shippedDefault();
        NewRun run = new NewRun(
                NOBODY,
                "Prime.",
                List.of(),
                team,
                PlanReview.NEVER,
                new Limits(1, 1, 1, null, null, true),
                Map.of(),
                1,
                null);
        StepRunner steps = new StepRunner(machine);
        Pointer pointer = new Heads(machine).pointer(new Opening(machine).open(run), 0);
        while (pointer.next() != StepName.CLOSE && pointer.next() != StepName.HANDOVER) {
            pointer = steps.take(pointer.next(), pointer, () -> false);
        }
    }
}
