package dev.cairn.local.simulation;

import static dev.cairn.local.simulation.Races.key;
import static dev.cairn.local.simulation.Races.race;
import static dev.cairn.local.simulation.Races.run;
import static dev.cairn.local.simulation.Told.movedBy;
import static dev.cairn.local.simulation.Told.other;
import static dev.cairn.local.simulation.Told.refusal;
import static dev.cairn.local.simulation.Told.said;
import static dev.cairn.local.simulation.Told.stands;
import static dev.cairn.local.simulation.Told.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RunRecord;
import dev.cairn.core.json.Json;
import dev.cairn.core.run.Pointer;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Two of a kind at once, in every order of their calls: one wins, and the other sees what won. */
final class RacesTest {
    private static Pointer pointer(World world) {
        RunRecord run = run(world);
        return new Pointer(
                run.tenant(), run.runId(), run.epoch(), run.seq(), run.checkpointId(), StepName.PLAN, 0, null);
    }

    private static void plan(World world, Lifetime process, String who, List<Pointer> results) {
        Pointer from = pointer(world);
        world.turns()
                .spawn(
                        who,
                        () -> results.add(Json.read(process.step("PlanFunction", Json.bytes(from)), Pointer.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invocations", "processes"})
    void step_shouldBeCommittedOnce_whenTwoTakeIt(String two) {
        List<Pointer> results = new ArrayList<>();
        race(
                "two " + two + " of one step",
                Races::opened,
                world -> {
                    results.clear();
                    plan(world, world.life(), "one", results);
                    Lifetime other = two.equals("processes") ? new Lifetime(world) : world.life();
                    plan(world, other, "other", results);
                },
                world -> {
                    RunRecord run = run(world);
                    assertThat(run.seq()).isEqualTo(1);
                    // The loser adopts: both are sent on to the same place, and only who committed counts a step.
                    Pointer there = new Pointer(
                            run.tenant(), run.runId(), 1, 1, run.checkpointId(), StepName.EVALUATE_PROGRESS, 1, null);
                    Pointer adopted = new Pointer(
                            run.tenant(), run.runId(), 1, 1, run.checkpointId(), StepName.EVALUATE_PROGRESS, 0, null);
                    assertThat(results).hasSize(2).contains(there).isSubsetOf(there, adopted);
                    assertThat(world.bill().modelCalls()).isBetween(2, 4);
                });
    }

    @Test
    void run_shouldEndCancelled_whenACancelMeetsACommit() {
        List<Long> heads = new ArrayList<>();
        List<Pointer> results = new ArrayList<>();
        race(
                "a cancel against a commit",
                Races::opened,
                world -> {
                    results.clear();
                    plan(world, world.life(), "step", results);
                    world.people().cancel(key(world));
                },
                world -> {
                    RunRecord run = run(world);
                    assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
                    Post.Said cancel = told(world, 1, "bob");
                    assertThat(cancel.status()).isEqualTo(200);
                    assertThat(cancel.body().path("status").asString()).isEqualTo("CANCELLED");
                    assertThat(cancel.body().path("head").path("seq").asLong()).isEqualTo(run.seq());
                    heads.add(run.seq());
                    assertThat(results).hasSize(1);
                    Pointer told = results.getFirst();
                    assertThat(told.epoch()).isEqualTo(1);
                    if (run.seq() == 1) {
                        assertThat(told.next()).as("the step came second").isEqualTo(StepName.CLOSE);
                    } else {
                        assertThat(told.seq()).as("the step came first").isIn(0L, 1L);
                        assertThat(told.next())
                                .isEqualTo(told.seq() == 1 ? StepName.EVALUATE_PROGRESS : StepName.CLOSE);
                    }
                });

        assertThat(heads).contains(1L, 2L);
    }

    @Test
    void run_shouldGoOnOnce_whenTwoResumeIt() {
        List<String> winners = new ArrayList<>();
        race(
                "two resumes",
                Races::failed,
                world -> {
                    world.people().resume(key(world), "alice");
                    world.people().resume(key(world), "bob");
                },
                world -> {
                    // Who comes while the winner's execution is about to start helps it to start, and is not refused.
                    List<Post.Said> taken = said(world, 2, 202);
                    assertThat(taken).isNotEmpty().allSatisfy(one -> {
                        assertThat(one.body().path("status").asString()).isEqualTo("RUNNING");
                        assertThat(one.body().path("error").isNull()).isTrue();
                    });
                    assertThat(run(world).epoch()).isEqualTo(2);
                    assertThat(run(world).started()).isTrue();
                    if (taken.size() == 2) {
                        return;
                    }
                    String won = taken.getFirst().by();
                    winners.add(won);
                    JsonNode refusal = refusal(
                            told(world, 2, other(won)),
                            409,
                            "conflict",
                            "^Run " + key(world).runId()
                                    + " (is being worked on; there is nothing to resume while it is RUNNING$"
                                    + "|was changed by somebody else at the same time: it is RUNNING now\\.$)");
                    stands(world, refusal.path("run"), RunStatus.RUNNING, 2);
                    movedBy(refusal.path("run"), won, "resume");
                });

        assertThat(winners).contains("alice", "bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-key", "another-key"})
    void replays_shouldOpenOneRunForAKey_whenTwoAreAskedForAtOnce(String second) {
        boolean same = second.equals("one-key");
        race(
                same ? "two replays under one key" : "two replays under two keys",
                Races::ended,
                world -> {
                    world.people().replay(key(world), "alice", "one-key", false);
                    world.people().replay(key(world), "bob", second, false);
                },
                world -> {
                    assertThat(said(world, 2, 202)).hasSize(2).allSatisfy(one -> {
                        String child = one.body().path("runId").asString();
                        assertThat(one.body().path("status").asString()).isEqualTo("RUNNING");
                        assertThat(one.body().path("links").path("self").asString())
                                .isEqualTo("/runs/" + child);
                        assertThat(one.body().path("forkedFrom").path("runId").asString())
                                .isEqualTo(key(world).runId().value());
                        assertThat(one.body()
                                        .path("forkedFrom")
                                        .path("checkpointId")
                                        .asString())
                                .isEqualTo(world.witness()
                                        .of(key(world))
                                        .get(1)
                                        .record()
                                        .checkpointId()
                                        .value());
                    });
                    assertThat(said(world, 2).stream()
                                    .map(one -> one.body().path("runId").asString())
                                    .distinct())
                            .hasSize(same ? 1 : 2);
                    assertThat(world.witness().runs()).hasSize(same ? 2 : 3);
                });
    }

    @Test
    void replay_shouldBeToldOfTheRunUnderItsKey_whenAnotherRequestTookTheKey() {
        List<String> winners = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        race(
                "two different replays under one key",
                Races::ended,
                world -> {
                    world.people().replay(key(world), "alice", "one-key", false);
                    world.people().replay(key(world), "bob", "one-key", true);
                },
                world -> {
                    assertThat(said(world, 2, 202)).hasSize(1);
                    Post.Said won = said(world, 2, 202).getFirst();
                    winners.add(won.by());
                    String child = won.body().path("runId").asString();
                    JsonNode refusal = refusal(
                            told(world, 2, other(won.by())),
                            409,
                            "conflict",
                            "^Run " + child + " was opened by another request with the same Idempotency-Key;"
                                    + " take a new key\\.$");
                    // What the winner has stored takes the key before the run can be seen.
                    if (refusal.has("run")) {
                        shown.add(child);
                        assertThat(refusal.path("run").path("runId").asString()).isEqualTo(child);
                        assertThat(refusal.path("run").path("status").asString())
                                .isEqualTo("RUNNING");
                    }
                    assertThat(world.witness().runs()).hasSize(2);
                });

        assertThat(winners).contains("alice", "bob");
        assertThat(shown).isNotEmpty();
    }

    /** The step that is due, as an execution of this epoch takes it. */
    private static void takes(World world, String who, Pointer from, List<Pointer> results) {
        String function = from.seq() == 0 ? "PlanFunction" : "EvaluateProgressFunction";
        results.add(Json.read(world.life().step(function, Json.bytes(from)), Pointer.class));
        world.findings().note(who + " was sent to " + results.getLast());
    }

    @Test
    void step_shouldBeTakenOnce_whenAFailedExecutionIsRedrivenBesideAResume() {
        List<Pointer> redriven = new ArrayList<>();
        List<String> ways = new ArrayList<>();
        race(
                "a redrive beside a resume",
                Races::failed,
                world -> {
                    redriven.clear();
                    // What a redrive does: the state that failed is entered again, with the pointer that it had.
                    Pointer failed = pointer(world);
                    world.turns().spawn("redrive", () -> takes(world, "the redriven one", failed, redriven));
                    world.turns().spawn("alice resumes and her execution works", () -> {
                        if (world.people().resumeNow(key(world), "alice") == 202) {
                            takes(world, "the resumed one", pointer(world), new ArrayList<>());
                        }
                    });
                },
                world -> {
                    RunRecord run = run(world);
                    boolean resumed = told(world, 1, "alice").status() == 202;
                    Pointer told = redriven.getFirst();
                    ways.add((resumed ? "resumed, " : "not resumed, ") + "redriven to " + told.next());
                    assertThat(redriven).hasSize(1);
                    assertThat(run.epoch()).isEqualTo(resumed ? 2 : 1);
                    assertThat(told.epoch()).as("it never works for the other").isEqualTo(1);
                    if (told.next() == StepName.CLOSE) {
                        assertThat(resumed).as("taken from it by the resume").isTrue();
                    } else {
                        assertThat(told.seq()).isEqualTo(1);
                        assertThat(told.checkpointId())
                                .isEqualTo(world.witness()
                                        .of(key(world))
                                        .get(1)
                                        .record()
                                        .checkpointId());
                    }
                    // Of two that took the step, one committed and the other adopted; see also Witness, Bill, Verdict.
                    assertThat(world.witness().of(key(world)).stream()
                                    .filter(step -> step.manifest().step() == StepName.PLAN))
                            .hasSize(1);
                });

        assertThat(ways)
                .contains(
                        "resumed, redriven to " + StepName.CLOSE, "resumed, redriven to " + StepName.EVALUATE_PROGRESS);
    }
}
