package dev.cairn.functions.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.index.IndexKey;
import dev.cairn.core.index.IndexRecord;
import dev.cairn.core.index.RecordKind;
import dev.cairn.core.index.RunRecord;
import dev.cairn.core.index.Versioned;
import dev.cairn.core.lifecycle.Keeping;
import dev.cairn.core.lifecycle.NewRun;
import dev.cairn.core.memory.MemoryBlobStore;
import dev.cairn.core.memory.MemoryIndexStore;
import dev.cairn.core.port.DelegatingIndexStore;
import dev.cairn.core.request.Response;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import dev.cairn.functions.handler.FunctionsRig;
import dev.cairn.functions.secret.Fresh;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that nobody works on although somebody should. */
class ReconcilerTest {
    private final FunctionsRig rig = new FunctionsRig();
    private final Reconciler reconciler = new Reconciler(rig.services);

    private List<Long> startedEpochs() {
        return rig.executions.started.stream().map(Pointer::epoch).toList();
    }

    private void look() {
        assertThat(reconciler.lookAtDue().troubles()).isEmpty();
    }

    /** Opened, and whoever opened it died before starting it. */
    private RunRecord openedOnly() {
        return rig.services
                .opening()
                .open(new NewRun(
                        FunctionsRig.RUN,
                        "Count the stars.",
                        List.of(),
                        World.team(),
                        PlanReview.ALWAYS,
                        Limits.DEFAULT,
                        Map.of(),
                        30,
                        null));
    }

    private Pointer waiting() {
        return rig.step("PlanFunction", rig.open(PlanReview.ALWAYS, Limits.DEFAULT));
    }

    private void approve() {
        rig.services
                .responding()
                .respond(
                        FunctionsRig.RUN,
                        Objects.requireNonNull(rig.record().pendingRequest()),
                        Response.approve(),
                        null,
                        "tester");
    }

    @Test
    void run_shouldBeStarted_whenItWasOpenedAndNeverStarted() {
        openedOnly();
        look();
        assertThat(startedEpochs()).containsExactly(1L);
        assertThat(rig.record().started()).isTrue();

        look();
        assertThat(startedEpochs()).as("once is enough").containsExactly(1L);
    }

    @Test
    void execution_shouldBeWokenAgain_whenWhoeverDecidedDiedBeforeWakingIt() {
        Pointer waiting = waiting();
        rig.services.waiting().begin(waiting, "the-token");
        rig.executions.deaf = true;
        approve();
        rig.executions.deaf = false;
        rig.executions.woken.clear();

        rig.world.clock.forward(Duration.ofMinutes(2));
        look();

        assertThat(rig.executions.woken).containsExactly("the-token");
        assertThat(startedEpochs()).containsExactly(1L);
    }

    @Test
    void run_shouldGoOnInANewExecution_whenItsDecisionStandsAndItsExecutionIsDead() {
        waiting();
        rig.executions.die();
        approve();
        assertThat(startedEpochs()).as("the answer itself resumes it").containsExactly(1L, 2L);
        assertThat(rig.executions.started.getLast().next()).isEqualTo(StepName.SETTLE);
    }

    @Test
    void run_shouldGoOnInANewExecution_whenItsDecisionStandsAndItsTokenIsLost() {
        Pointer waiting = waiting();
        rig.services.waiting().begin(waiting, "the-token");
        rig.executions.unknown.add("late-token");
        rig.services.waiting().begin(waiting, "late-token");
        approve();
        rig.world.clock.forward(Duration.ofMinutes(2));
        look();
        assertThat(startedEpochs()).as("it may be reading the decision").containsExactly(1L);

        rig.world.clock.forward(Duration.ofMinutes(4));
        look();

        assertThat(startedEpochs()).containsExactly(1L, 2L);
        assertThat(rig.executions.started.getLast().next()).isEqualTo(StepName.SETTLE);
        assertThat(rig.executions.lives(FunctionsRig.RUN, 1)).isFalse();
    }

    @Test
    void run_shouldGoOnWithItsDecision_whenTheSecretWasReplacedWhileItsExecutionWaited() {
        Pointer waiting = waiting();
        rig.services.waiting().begin(waiting, "the-token");
        rig.replaceSecret();
        rig.world.clock.forward(Fresh.FOR.plusSeconds(1));

        approve();
        assertThat(rig.executions.woken).as("nobody can open its token").isEmpty();
        assertThat(rig.executions.lives(FunctionsRig.RUN, 1)).isTrue();
        rig.world.clock.forward(Duration.ofMinutes(6));
        look();

        assertThat(startedEpochs()).containsExactly(1L, 2L);
        assertThat(rig.executions.lives(FunctionsRig.RUN, 1))
                .as("the one that waits in vain")
                .isFalse();
        Pointer settled = rig.step("SettleFunction", rig.executions.started.getLast());
        assertThat(settled.next()).isEqualTo(StepName.EVALUATE_PROGRESS);
    }

    @Test
    void run_shouldFailAndBeResumable_whenItsExecutionDiedAndNobodyWasTold() {
        rig.step("PlanFunction", rig.open(PlanReview.NEVER, Limits.DEFAULT));
        rig.executions.die();
        look();
        assertThat(rig.record().status()).as("it is not looked at so soon").isEqualTo(RunStatus.RUNNING);

        rig.world.clock.forward(RunRecord.WATCH);
        look();

        assertThat(rig.record().status()).isEqualTo(RunStatus.FAILED);
        assertThat(rig.record().error()).contains("cairn resume " + FunctionsRig.RUN.runId());
        rig.services.resuming().resume(FunctionsRig.RUN);
        assertThat(rig.record().status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void run_shouldWorkOn_whenItsExecutionLivesHoweverLong() {
        rig.step("PlanFunction", rig.open(PlanReview.NEVER, Limits.DEFAULT));

        rig.world.clock.forward(Duration.ofDays(1));
        look();

        assertThat(rig.record().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(rig.record().due())
                .as("it is looked at as rarely as its own steps ask for")
                .isEqualTo(rig.world.clock.instant().plus(RunRecord.WATCH));
    }

    @Test
    void request_shouldExpire_whenItsExecutionIsDead() {
        waiting();
        rig.executions.die();
        rig.world.clock.forward(Duration.ofDays(8));

        look();

        Pointer again = rig.executions.started.getLast();
        assertThat(again.epoch()).isEqualTo(2);
        assertThat(again.next()).isEqualTo(StepName.AWAIT_PERSON);
        assertThat(again.waitSeconds()).isEqualTo(1);
        rig.step("SettleFunction", again.withNext(StepName.SETTLE));
        assertThat(rig.record().status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void run_shouldBeDeletedWithAllItsObjects_whenItHasExpired() {
        Pointer at = rig.open(PlanReview.NEVER, Limits.DEFAULT);
        while (at.next() != StepName.CLOSE) {
            at = rig.step(at.next() + "Function", at);
        }
        rig.world.clock.forward(Duration.ofDays(29));
        look();
        assertThat(rig.record().deleted()).isFalse();

        rig.world.clock.forward(Duration.ofDays(2));
        look();

        assertThat(rig.record().deleted()).isTrue();
        rig.world.clock.forward(Duration.ofHours(1));
        look();
        assertThat(rig.record().due())
                .as("its audit items go in a year")
                .isEqualTo(rig.record().updatedAt().plus(Keeping.AUDIT_KEPT));
        assertThat(rig.world.objects(FunctionsRig.RUN)).isEmpty();
        assertThat(rig.world.events(FunctionsRig.RUN)).isEmpty();
    }

    @Test
    void others_shouldBeLookedAt_whenOneIsInTrouble() {
        Pointer waiting = waiting();
        rig.world.blobs.delete("acme/runs/sample/checkpoints/" + waiting.checkpointId() + ".json.gz");
        rig.executions.die();
        rig.world.clock.forward(Duration.ofDays(8));
        RunRecord other = rig.services
                .opening()
                .open(new NewRun(
                        new dev.cairn.core.run.RunKey(World.TENANT, new dev.cairn.core.run.RunId("other")),
                        "Count.",
                        List.of(),
                        World.team(),
                        PlanReview.NEVER,
                        Limits.DEFAULT,
                        Map.of(),
                        30,
                        null));

        Reconciler.Outcome outcome = reconciler.lookAtDue();

        assertThat(outcome.troubles())
                .hasSize(2)
                .anyMatch(trouble -> trouble.startsWith("sample: "))
                .anyMatch(trouble -> trouble.contains("\"alarm\":\"broken-object\""));
        assertThat(rig.world.run(other.run()).started()).isTrue();
        assertThat(reconciler.lookAtDue().runs())
                .as("what is in trouble waits a while")
                .isZero();
    }

    @Test
    void deadExecution_shouldFailAWorkingRunForGoodAndLeaveAWaitingOne() {
        DeadExecutions dead = new DeadExecutions(rig.services, World.TENANT);
        Pointer first = rig.open(PlanReview.ALWAYS, Limits.DEFAULT);
        String input = dev.cairn.core.json.Json.text(first);
        assertThat(dead.record("arn", input, "ABORTED")).isTrue();
        assertThat(rig.record().status()).isEqualTo(RunStatus.FAILED);
        assertThat(rig.step("PlanFunction", first).next())
                .as("a step of the dead execution commits nothing")
                .isEqualTo(StepName.CLOSE);

        rig.executions.die();
        rig.services.resuming().resume(FunctionsRig.RUN);
        Pointer second = rig.executions.started.getLast();
        rig.step("PlanFunction", second);
        assertThat(dead.record("arn", dev.cairn.core.json.Json.text(second), "ABORTED"))
                .isFalse();
        assertThat(rig.record().status()).isEqualTo(RunStatus.WAITING);
    }

    /** An index in which the records of some runs cannot be read. */
    private static final class RottenIndex extends DelegatingIndexStore {
        private boolean rotten;

        RottenIndex() {
            super(new MemoryIndexStore());
        }

        @Override
        public <T extends IndexRecord> Optional<Versioned<T>> get(IndexKey<T> key) {
            String run = key.run().runId().value();
            if (rotten && key.kind().equals(RecordKind.RUN) && run.startsWith("rotten")) {
                throw new StoreException("A run record of " + key.run() + " cannot be read");
            }
            if (rotten && key.kind().equals(RecordKind.RUN) && run.equals("odd")) {
                throw new IllegalStateException("nobody thought of this");
            }
            return super.get(key);
        }
    }

    private static RunRecord open(FunctionsRig rig, String id) {
        return rig.services
                .opening()
                .open(new NewRun(
                        new RunKey(World.TENANT, new RunId(id)),
                        "Count.",
                        List.of(),
                        World.team(),
                        PlanReview.NEVER,
                        Limits.DEFAULT,
                        Map.of(),
                        30,
                        null));
    }

    @Test
    void others_shouldBeLookedAt_whenMoreThanAPageOfRunsCannotBeReadNorPutOff() {
        RottenIndex index = new RottenIndex();
        FunctionsRig rotten = new FunctionsRig(new World(new MemoryBlobStore(), index));
        for (int i = 0; i < 130; i++) {
            open(rotten, "rotten-" + i);
        }
        open(rotten, "odd");
        rotten.world.clock.forward(Duration.ofSeconds(1));
        RunRecord healthy = open(rotten, "healthy");
        index.rotten = true;

        Reconciler.Outcome outcome = new Reconciler(rotten.services).lookAtDue();

        assertThat(rotten.world.run(healthy.run()).started()).isTrue();
        assertThat(outcome.runs()).isEqualTo(132);
        assertThat(outcome.troubles())
                .as("the odd one was met in two places")
                .hasSize(132)
                .allMatch(trouble -> trouble.startsWith("rotten-") || trouble.contains("\"runId\":\"odd\""))
                .anyMatch(trouble -> trouble.contains("IllegalStateException") && trouble.contains("RottenIndex.get("))
                .as("its own words may quote anything")
                .noneMatch(trouble -> trouble.contains("nobody thought of this"));
        assertThat(new Reconciler(rotten.services).lookAtDue().runs())
                .as("what cannot be put off is looked at again, and the look ends")
                .isEqualTo(131);
    }
}
