package dev.cairn.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of a kind at once, in every order of their calls: one wins, and the other sees what won. */
final class RacesTest {
    private static World world(Turns.Chooser chooser, String review, FaultPlan plan) {
        Setting three = Setting.threeRounds(false);
        Setting setting = new Setting(
                new Script(List.of(), List.of(), 0),
                review,
                0,
                Duration.ofDays(7),
                0,
                false,
                three.blobs(),
                three.index());
        World world = new World(setting, Luck.none(new Random(7)), chooser, plan);
        world.findings().trace();
        return world;
    }

    private static RunKey key(World world) {
        return Objects.requireNonNull(world.people().run(), "no run is open");
    }

    private static RunRecord run(World world) {
        return Objects.requireNonNull(world.witness().run(key(world)));
    }

    /** A plan waits for its review, and executions get no further. */
    private static World asked(Turns.Chooser chooser) {
        World world = world(chooser, "always", FaultPlan.NONE);
        new History(world)
                .reach(() -> world.people().run() != null && run(world).status() == RunStatus.WAITING);
        return world;
    }

    private static World held(World world) {
        world.holdExecutions();
        return world;
    }

    /** A run is open, and its execution has not begun. */
    private static World opened(Turns.Chooser chooser) {
        World world = held(world(chooser, "never", FaultPlan.NONE));
        new History(world).reach(() -> world.people().run() != null);
        return world;
    }

    private static World ended(Turns.Chooser chooser) {
        World world = world(chooser, "never", FaultPlan.NONE);
        new History(world)
                .reach(() -> world.people().run() != null && run(world).status() == RunStatus.SUCCEEDED);
        return held(world);
    }

    private static World failed(Turns.Chooser chooser) {
        boolean[] refused = new boolean[1];
        World world = world(chooser, "never", (number, site) -> {
            boolean first = site.port() == Site.Port.MODEL && !refused[0];
            refused[0] |= first;
            return first ? Fault.REFUSE : Fault.NONE;
        });
        new History(world)
                .reach(() -> world.people().run() != null && run(world).status() == RunStatus.FAILED);
        return held(world);
    }

    private static List<People.Said> said(World world, int count) {
        List<People.Said> all = world.people().said();
        return all.subList(all.size() - count, all.size());
    }

    private static long answers(World world, int count, int status) {
        return said(world, count).stream().filter(one -> one.status() == status).count();
    }

    private static Orders.Explored race(
            String name,
            java.util.function.Function<Turns.Chooser, World> before,
            Consumer<World> begin,
            Consumer<World> judge) {
        Orders.Explored explored = Orders.all(Orders.race(before, begin, judge));
        System.out.println("Race, " + name + ": " + explored.states() + " states, " + explored.ends() + " ends");
        return explored;
    }

    @Test
    void people_shouldSeeOneDecision_whenTwoAnswerAtOnce() {
        List<String> winners = new ArrayList<>();
        race(
                "two people answer one request",
                chooser -> held(asked(chooser)),
                world -> {
                    world.people().approve(key(world), "alice");
                    world.people().reject(key(world), "bob");
                },
                world -> {
                    assertThat(answers(world, 2, 202)).isEqualTo(1);
                    assertThat(answers(world, 2, 409)).isEqualTo(1);
                    String won = said(world, 2).stream()
                            .filter(one -> one.status() == 202)
                            .findFirst()
                            .orElseThrow()
                            .by();
                    winners.add(won);
                    assertThat(said(world, 2).stream()
                                    .filter(one -> one.status() == 409)
                                    .findFirst()
                                    .orElseThrow()
                                    .body()
                                    .path("request")
                                    .path("response")
                                    .path("decision")
                                    .asString())
                            .isEqualTo(won.equals("alice") ? "approve" : "reject");
                });

        assertThat(winners).contains("alice", "bob");
    }

    @Test
    void decision_shouldStandOrBeExpired_whenItMeetsItsTimeOut() {
        List<StopReason> reasons = new ArrayList<>();
        race(
                "an answer against its time-out",
                RacesTest::asked,
                world -> {
                    world.people().reject(key(world), "alice");
                    world.turns().spawn("time", () -> world.time().pass(Duration.ofDays(8)));
                },
                world -> {
                    int status = said(world, 1).getFirst().status();
                    reasons.add(Objects.requireNonNull(run(world).stopReason()));
                    assertThat(run(world).stopReason())
                            .isEqualTo(status == 202 ? StopReason.REJECTED : StopReason.EXPIRED);
                    assertThat(status).isIn(202, 409, 410);
                });

        assertThat(reasons).contains(StopReason.REJECTED, StopReason.EXPIRED);
    }

    @Test
    void run_shouldBeCancelledOrAnsweredFirst_whenAnAnswerMeetsACancel() {
        race(
                "an answer against a cancel",
                chooser -> held(asked(chooser)),
                world -> {
                    world.people().approve(key(world), "alice");
                    world.people().cancel(key(world));
                },
                world -> {
                    assertThat(run(world).status()).isEqualTo(RunStatus.CANCELLED);
                    assertThat(said(world, 2).stream()
                                    .filter(one -> one.by().equals("bob"))
                                    .findFirst()
                                    .orElseThrow()
                                    .status())
                            .isEqualTo(200);
                });
    }

    private static Pointer pointer(World world) {
        RunRecord run = run(world);
        return new Pointer(
                run.tenant(), run.runId(), run.epoch(), run.seq(), run.checkpointId(), StepName.PLAN, 0, null);
    }

    private static void plan(World world, String who, Pointer from, List<Pointer> results) {
        world.turns()
                .spawn(
                        who,
                        () -> results.add(
                                Json.read(world.life().step("PlanFunction", Json.bytes(from)), Pointer.class)));
    }

    @Test
    void step_shouldBeCommittedOnce_whenTwoInvocationsTakeIt() {
        List<Pointer> results = new ArrayList<>();
        race(
                "two invocations of one step",
                RacesTest::opened,
                world -> {
                    results.clear();
                    Pointer from = pointer(world);
                    plan(world, "one", from, results);
                    plan(world, "other", from, results);
                },
                world -> {
                    assertThat(run(world).seq()).isEqualTo(1);
                    assertThat(results.stream().map(Pointer::checkpointId).distinct())
                            .containsExactly(run(world).checkpointId());
                    assertThat(results.stream().map(Pointer::next).distinct())
                            .containsExactly(StepName.EVALUATE_PROGRESS);
                    assertThat(world.bill().modelCalls()).isBetween(2, 4);
                });
    }

    @Test
    void run_shouldEndCancelled_whenACancelMeetsACommit() {
        List<Long> heads = new ArrayList<>();
        List<Pointer> results = new ArrayList<>();
        race(
                "a cancel against a commit",
                RacesTest::opened,
                world -> {
                    results.clear();
                    plan(world, "step", pointer(world), results);
                    world.people().cancel(key(world));
                },
                world -> {
                    assertThat(run(world).status()).isEqualTo(RunStatus.CANCELLED);
                    assertThat(said(world, 1).getFirst().status()).isEqualTo(200);
                    assertThat(results).hasSize(1);
                    heads.add(run(world).seq());
                });

        assertThat(heads).contains(1L, 2L);
    }

    @Test
    void run_shouldGoOnOnce_whenTwoResumeIt() {
        race(
                "two resumes",
                RacesTest::failed,
                world -> {
                    world.people().resume(key(world));
                    world.people().resume(key(world));
                },
                world -> {
                    // Who comes while the winner's execution is about to start helps it to start, and is not refused.
                    assertThat(answers(world, 2, 202)).isPositive();
                    assertThat(answers(world, 2, 202) + answers(world, 2, 409)).isEqualTo(2);
                    assertThat(run(world).epoch()).isEqualTo(2);
                    assertThat(run(world).started()).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-key", "another-key"})
    void replays_shouldOpenOneRunForAKey_whenTwoAreAskedForAtOnce(String second) {
        boolean same = second.equals("one-key");
        race(
                same ? "two replays under one key" : "two replays under two keys",
                RacesTest::ended,
                world -> {
                    world.people().replay(key(world), "alice", "one-key", false);
                    world.people().replay(key(world), "bob", second, false);
                },
                world -> {
                    assertThat(answers(world, 2, 202)).isEqualTo(2);
                    assertThat(said(world, 2).stream()
                                    .map(one -> one.body().path("runId").asString())
                                    .distinct())
                            .hasSize(same ? 1 : 2);
                    assertThat(world.witness().runs()).hasSize(same ? 2 : 3);
                });
    }
}
