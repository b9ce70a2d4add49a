package dev.cairn.core.step;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static dev.cairn.core.world.ScriptedModel.stuck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.event.EventType;
import dev.cairn.core.log.Content;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.port.ModelResponse;
import dev.cairn.core.replay.Edits;
import dev.cairn.core.replay.Fork;
import dev.cairn.core.replay.ReplayMode;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StepName;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Limits are looked at before each call that is paid for; every scripted answer costs 15 tokens. */
class LimitsTest {
    private final World world = new World();

    LimitsTest() {
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.FACTS_UPDATE, "new facts")
                .on(Purpose.PLAN_UPDATE, "new plan")
                .on(Purpose.TURN, "a reply")
                .on(Purpose.ANSWER, "the answer")
                .on(Purpose.PARTIAL_ANSWER, "what there is");
    }

    private static Limits limits(@Nullable Long tokens, @Nullable Instant deadline, boolean partialAnswer) {
        return new Limits(null, 3, null, tokens, deadline, partialAnswer);
    }

    private Instant inAnHour() {
        return world.clock.instant().plus(Duration.ofHours(1));
    }

    private ModelResponse afterTheDeadline(String answer) {
        world.clock.forward(Duration.ofHours(2));
        return new ModelResponse(Content.text(answer), 10, 5);
    }

    @Test
    void thePlan_shouldNotBePaidFor_whenTheFactsUsedUpTheTokens() {
        RunKey run = world.open(PlanReview.NEVER, limits(15L, null, false));

        assertThat(world.model.purposes()).containsExactly(Purpose.FACTS);
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
        assertThat(world.texts(run, EntryKind.FACTS)).containsExactly("the facts");
        assertThat(world.run(run).usage().tokens()).isEqualTo(15);
    }

    @Test
    void thePlan_shouldNotBePaidFor_whenTheDeadlinePassedMeanwhile() {
        world.model.anew(Purpose.FACTS).on(Purpose.FACTS, request -> afterTheDeadline("late facts"));

        RunKey run = world.open(PlanReview.NEVER, limits(null, inAnHour(), true));

        assertThat(world.model.purposes()).containsExactly(Purpose.FACTS, Purpose.PARTIAL_ANSWER);
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.DEADLINE);
        assertThat(world.eventTypes(run)).containsSubsequence(EventType.LIMIT_REACHED, EventType.FINAL_ANSWER);
    }

    @Test
    void aSecondLedgerAttempt_shouldNotBePaidFor_whenTheTokensAreUsedUp() {
        world.model.on(Purpose.PROGRESS_LEDGER, "no ledger");

        RunKey run = world.open(PlanReview.NEVER, limits(45L, null, false));

        assertThat(world.model.purposes()).containsExactly(Purpose.FACTS, Purpose.PLAN, Purpose.PROGRESS_LEDGER);
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    }

    @Test
    void aResetThatALimitForbids_shouldNotBeCounted() {
        world.model.on(Purpose.PROGRESS_LEDGER, stuck("coder"));

        RunKey run = world.open(PlanReview.NEVER, new Limits(null, 0, null, 60L, null, false));

        assertThat(world.model.purposes()).endsWith(Purpose.FACTS_UPDATE);
        assertThat(world.run(run).counters().resets()).isZero();
        assertThat(world.texts(run, EntryKind.RESET)).isEmpty();
    }

    @Test
    void theAnswer_shouldBeWritten_whenTheManagerIsSatisfiedWithItsLastTokens() {
        world.model.on(Purpose.PROGRESS_LEDGER, done());

        RunKey run = world.open(PlanReview.NEVER, limits(45L, null, true));

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void theAnswer_shouldNotBePaidFor_whenNothingIsWantedBeyondTheLimit() {
        world.model.on(Purpose.PROGRESS_LEDGER, done());

        RunKey run = world.open(PlanReview.NEVER, limits(45L, null, false));

        assertThat(world.model.purposes()).doesNotContain(Purpose.ANSWER);
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    }

    @Test
    void aStoppedTurn_shouldGoOnWhereItWas_whenAReplayHasOtherLimits() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), done());
        RunKey run = world.open(PlanReview.NEVER, limits(45L, null, true));
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
        assertThat(world.texts(run, EntryKind.REPLY)).isEmpty();

        RunKey child = forkWithMoreTokens(run, ReplayMode.FRESH);

        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.texts(child, EntryKind.REPLY)).hasSize(1);
        assertThat(world.texts(child, EntryKind.PROGRESS_LEDGER)).hasSize(2);
    }

    @Test
    void aStoppedRevision_shouldStillBeReviewed_whenAReplayHasOtherLimits() {
        RunKey run = world.open(PlanReview.ALWAYS, limits(30L, null, true));
        world.answer(
                run,
                new dev.cairn.core.request.Response(
                        dev.cairn.core.request.DecisionKind.REVISE, "only red stars", null, null, null));
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);

        RunKey child = forkWithMoreTokens(run, ReplayMode.FRESH);

        assertThat(world.run(child).status()).isEqualTo(RunStatus.WAITING);
        assertThat(world.texts(child, EntryKind.TASK_LEDGER)).isEmpty();
        assertThat(world.texts(child, EntryKind.PLAN)).endsWith("new plan");
    }

    private RunKey forkWithMoreTokens(RunKey run, ReplayMode mode) {
        Edits edits = new Edits(null, null, null, new LimitsPatch(null, null, null, 999L, null, null), null, null);
        return world.fork(
                new Fork(run, world.run(run).checkpointId(), new RunId("more"), mode, edits, null, false, null));
    }

    private RunKey recorded(RunKey run) {
        world.model.forgetCalls();
        return world.fork(new Fork(
                run,
                world.checkpointBefore(run, StepName.PLAN),
                new RunId("again"),
                ReplayMode.RECORDED,
                Edits.NONE,
                null,
                false,
                null));
    }

    @Test
    void aRecordedReplay_shouldReproduceTheRun_whenItsDeadlineHasPassedSince() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), done());
        RunKey run = world.open(PlanReview.NEVER, limits(null, inAnHour(), true));
        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        world.clock.forward(Duration.ofDays(2));

        RunKey child = recorded(run);

        assertThat(world.run(child).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.model.calls()).isZero();
    }

    @Test
    void aRecordedReplay_shouldStopWhereItsParentDid_whenTheTokensWereUsedUp() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"));
        RunKey run = world.open(PlanReview.NEVER, limits(70L, null, true));
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);

        RunKey child = recorded(run);

        assertThat(world.model.calls()).isZero();
        assertThat(world.run(child).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
        assertThat(world.texts(child, EntryKind.ANSWER)).containsExactly("what there is");
        assertThat(world.head(child).log().size())
                .isEqualTo(world.head(run).log().size());
    }
}
