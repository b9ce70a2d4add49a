package dev.cairn.local.simulation;

import static dev.cairn.local.simulation.Races.asked;
import static dev.cairn.local.simulation.Races.asking;
import static dev.cairn.local.simulation.Races.held;
import static dev.cairn.local.simulation.Races.key;
import static dev.cairn.local.simulation.Races.race;
import static dev.cairn.local.simulation.Races.request;
import static dev.cairn.local.simulation.Races.run;
import static dev.cairn.local.simulation.Told.decided;
import static dev.cairn.local.simulation.Told.movedBy;
import static dev.cairn.local.simulation.Told.other;
import static dev.cairn.local.simulation.Told.refusal;
import static dev.cairn.local.simulation.Told.said;
import static dev.cairn.local.simulation.Told.stands;
import static dev.cairn.local.simulation.Told.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.index.RequestRecord;
import dev.cairn.core.request.RequestStatus;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Decisions at once, in every order of their calls: one stands, and everybody else is told which. */
final class DecisionRacesTest {
    @ParameterizedTest
    @ValueSource(strings = {"reject", "revise"})
    void people_shouldSeeOneDecision_whenTwoAnswerAtOnce(String second) {
        List<String> winners = new ArrayList<>();
        race(
                "two people answer one request, approve and " + second,
                chooser -> held(asked(chooser)),
                world -> {
                    world.decisions().approve(key(world), "alice");
                    if (second.equals("reject")) {
                        world.decisions().reject(key(world), "bob");
                    } else {
                        world.decisions().revise(key(world), "bob");
                    }
                },
                world -> {
                    assertThat(said(world, 2, 202)).hasSize(1);
                    String won = said(world, 2, 202).getFirst().by();
                    winners.add(won);
                    String decision = won.equals("alice") ? "approve" : second;
                    assertThat(told(world, 2, won).body().path("status").asString())
                            .isEqualTo("RUNNING");

                    JsonNode refusal = refusal(
                            told(world, 2, other(won)),
                            409,
                            "conflict",
                            "^Request " + asking(world) + " was answered already: " + decision + ", by " + won
                                    + " at ");
                    decided(refusal.path("request"), asking(world), decision, won);
                    stands(world, refusal.path("run"), RunStatus.RUNNING, 1);
                    assertThat(refusal.path("run").path("pendingRequest").isNull())
                            .isTrue();
                    movedBy(refusal.path("run"), won, "respond");
                });

        assertThat(winners).contains("alice", "bob");
    }

    @Test
    void decision_shouldStandOrBeExpired_whenItMeetsItsTimeOut() {
        List<StopReason> reasons = new ArrayList<>();
        race(
                "an answer against its time-out",
                Races::asked,
                world -> {
                    world.decisions().reject(key(world), "alice");
                    world.turns().spawn("time", () -> world.time().pass(Duration.ofDays(8)));
                },
                world -> {
                    Post.Said alice = told(world, 1, "alice");
                    RequestRecord asked = request(world, 0);
                    reasons.add(Objects.requireNonNull(run(world).stopReason()));
                    assertThat(run(world).status()).isEqualTo(RunStatus.STOPPED);
                    if (alice.status() == 202) {
                        // The time-out came second: it reads what she decided, and obeys.
                        assertThat(run(world).stopReason()).isEqualTo(StopReason.REJECTED);
                        assertThat(asked.status()).isEqualTo(RequestStatus.ANSWERED);
                        assertThat(asked.settledBy()).isEqualTo("alice");
                        return;
                    }
                    assertThat(run(world).stopReason()).isEqualTo(StopReason.EXPIRED);
                    assertThat(asked.status()).isEqualTo(RequestStatus.EXPIRED);
                    JsonNode refusal = refusal(
                            alice,
                            410,
                            "gone",
                            "^Request " + asking(world) + " expired at "
                                    + asked.request().expiresAt() + "\\.$");
                    JsonNode shown = refusal.path("request");
                    assertThat(shown.path("requestId").asString())
                            .isEqualTo(asking(world).value());
                    assertThat(shown.path("response").isNull()).isTrue();
                    // Its time has passed already, whether the time-out has been here or not.
                    assertThat(Instant.parse(shown.path("expiresAt").asString()))
                            .isBefore(world.clocks().instant());
                    RunStatus status =
                            RunStatus.valueOf(refusal.path("run").path("status").asString());
                    if (shown.path("status").asString().equals("EXPIRED")) {
                        assertThat(status).isIn(RunStatus.RUNNING, RunStatus.STOPPED);
                    } else {
                        assertThat(shown.path("status").asString()).isEqualTo("PENDING");
                        assertThat(status).isIn(RunStatus.WAITING, RunStatus.RUNNING, RunStatus.STOPPED);
                    }
                    stands(world, refusal.path("run"), status, 1);
                    assertThat(refusal.path("run").path("lastAct").isNull()).isTrue();
                });

        assertThat(reasons).contains(StopReason.REJECTED, StopReason.EXPIRED);
    }

    @Test
    void run_shouldBeCancelledOrAnsweredFirst_whenAnAnswerMeetsACancel() {
        List<Integer> answers = new ArrayList<>();
        race(
                "an answer against a cancel",
                chooser -> held(asked(chooser)),
                world -> {
                    world.decisions().approve(key(world), "alice");
                    world.people().cancel(key(world));
                },
                world -> {
                    assertThat(run(world).status()).isEqualTo(RunStatus.CANCELLED);
                    Post.Said cancel = told(world, 2, "bob");
                    assertThat(cancel.status()).isEqualTo(200);
                    assertThat(cancel.body().path("status").asString()).isEqualTo("CANCELLED");
                    assertThat(cancel.body().path("stopReason").asString()).isEqualTo("cancelled");
                    assertThat(cancel.body().path("pendingRequest").isNull()).isTrue();

                    Post.Said answer = told(world, 2, "alice");
                    answers.add(answer.status());
                    RequestRecord asked = request(world, 0);
                    if (answer.status() == 202) {
                        assertThat(asked.status()).isEqualTo(RequestStatus.ANSWERED);
                        assertThat(asked.settledBy()).isEqualTo("alice");
                        return;
                    }
                    assertThat(asked.status()).isEqualTo(RequestStatus.CANCELLED);
                    JsonNode refusal = refusal(
                            answer, 409, "conflict", "^Request " + asking(world) + " was cancelled with its run\\.$");
                    assertThat(refusal.path("request").path("requestId").asString())
                            .isEqualTo(asking(world).value());
                    assertThat(refusal.path("request").path("status").asString())
                            .isEqualTo("CANCELLED");
                    assertThat(refusal.path("request").path("response").isNull())
                            .isTrue();
                    stands(world, refusal.path("run"), RunStatus.CANCELLED, 2);
                    movedBy(refusal.path("run"), "bob", "cancel");
                });

        assertThat(answers).contains(202, 409);
    }

    /** The plan was sent back, and nothing has come of it yet. */
    private static World sentBack(Turns.Chooser chooser) {
        World world = held(asked(chooser));
        world.decisions().revise(key(world), "alice");
        world.turns().runUntilIdle();
        assertThat(told(world, 1, "alice").status()).isEqualTo(202);
        return world;
    }

    @Test
    void approval_shouldMeetThePlanThatWasSeen_whenAnotherPlanIsMade() {
        List<String> seen = new ArrayList<>();
        race(
                "an approval of the old plan against a new one",
                DecisionRacesTest::sentBack,
                world -> {
                    world.letGo();
                    world.decisions()
                            .approveAsSeen(
                                    key(world),
                                    "bob",
                                    Objects.requireNonNull(
                                            request(world, 0).request().planHash()));
                },
                world -> {
                    Post.Said bob = told(world, 1, "bob");
                    RequestRecord anew = request(world, 1);
                    assertThat(anew.status()).as("no effect").isEqualTo(RequestStatus.PENDING);
                    if (bob.body()
                            .path("request")
                            .path("requestId")
                            .asString()
                            .equals(asking(world).value())) {
                        seen.add("sent back");
                        JsonNode refusal = refusal(
                                bob,
                                409,
                                "conflict",
                                "^Request " + asking(world) + " was answered already: revise, by alice at ");
                        decided(refusal.path("request"), asking(world), "revise", "alice");
                        movedBy(refusal.path("run"), "alice", "respond");
                        return;
                    }
                    seen.add("another plan");
                    JsonNode refusal = refusal(
                            bob,
                            409,
                            "conflict",
                            "^Another plan stands now: its planHash is "
                                    + anew.request().planHash());
                    JsonNode shown = refusal.path("request");
                    assertThat(shown.path("requestId").asString())
                            .isEqualTo(anew.request().requestId().value());
                    assertThat(shown.path("planHash").asString())
                            .isEqualTo(anew.request().planHash())
                            .isNotEqualTo(request(world, 0).request().planHash());
                    assertThat(shown.path("plan").asString()).startsWith("plan anew");
                    assertThat(shown.path("status").asString()).isEqualTo("PENDING");
                    stands(world, refusal.path("run"), RunStatus.WAITING, 1);
                    assertThat(refusal.path("run").path("pendingRequest").asString())
                            .isEqualTo(anew.request().requestId().value());
                });

        assertThat(seen).contains("sent back", "another plan");
    }
}
