package dev.cairn.core.step;

import static dev.cairn.core.world.ScriptedModel.done;
import static dev.cairn.core.world.ScriptedModel.go;
import static dev.cairn.core.world.ScriptedModel.ledger;
import static dev.cairn.core.world.ScriptedModel.stuck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.event.EventType;
import dev.cairn.core.lifecycle.HistoryItem;
import dev.cairn.core.log.Audience;
import dev.cairn.core.log.EntryKind;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.Limits;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.RunStatus;
import dev.cairn.core.run.StopReason;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.world.World;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The algorithm, decided point by point. */
class MagenticMachineTest {
    private final World world = new World();

    MagenticMachineTest() {
        world.model
                .on(Purpose.FACTS, "the facts")
                .on(Purpose.PLAN, "the plan")
                .on(Purpose.FACTS_UPDATE, "new facts")
                .on(Purpose.PLAN_UPDATE, "new plan")
                .on(
                        Purpose.TURN,
                        request -> dev.cairn.core.port.ModelResponse.text(request.caller() + " replied "
                                + request.messages().size()))
                .on(Purpose.ANSWER, "the answer")
                .on(Purpose.PARTIAL_ANSWER, "what there is");
    }

    private RunKey open(Limits limits) {
        return world.open(PlanReview.NEVER, limits);
    }

    private static Limits limits(@Nullable Integer rounds, int stalls, @Nullable Integer resets) {
        return new Limits(rounds, stalls, resets, null, null, true);
    }

    private static String seen(ModelRequest request) {
        return request.messages().stream()
                .map(message -> (message.name() == null ? "" : message.name() + ": ")
                        + message.content().text())
                .collect(Collectors.joining("\n---\n"));
    }

    @Test
    void run_shouldGoFromPlanToAnswer_whenTheManagerIsSatisfied() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("researcher"), go("coder"), done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.SATISFIED);
        assertThat(world.run(run).pendingRequest()).isNull();
        assertThat(world.texts(run, EntryKind.ANSWER)).containsExactly("the answer");
        assertThat(world.run(run).counters().rounds()).isEqualTo(3);
        assertThat(world.model.purposes())
                .containsExactly(
                        Purpose.FACTS,
                        Purpose.PLAN,
                        Purpose.PROGRESS_LEDGER,
                        Purpose.TURN,
                        Purpose.PROGRESS_LEDGER,
                        Purpose.TURN,
                        Purpose.PROGRESS_LEDGER,
                        Purpose.ANSWER);
        assertThat(world.eventTypes(run))
                .containsExactly(
                        EventType.RUN_STARTED,
                        EventType.PLAN_CREATED,
                        EventType.PROGRESS_LEDGER,
                        EventType.INSTRUCTION,
                        EventType.AGENT_MESSAGE,
                        EventType.PROGRESS_LEDGER,
                        EventType.INSTRUCTION,
                        EventType.AGENT_MESSAGE,
                        EventType.PROGRESS_LEDGER,
                        EventType.FINAL_ANSWER);
    }

    @Test
    void usage_shouldCountEveryCallAndItsTokens() {
        world.model.on(Purpose.PROGRESS_LEDGER, done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.run(run).usage().modelCalls()).isEqualTo(4);
        assertThat(world.run(run).usage().inputTokens()).isEqualTo(40);
        assertThat(world.run(run).usage().outputTokens()).isEqualTo(20);
    }

    @Test
    void taskLedger_shouldGoToEverybody_andHoldTaskTeamFactsAndPlan() {
        world.model.on(Purpose.PROGRESS_LEDGER, done());

        RunKey run = open(Limits.DEFAULT);

        var entry = world.head(run).log().stream()
                .filter(one -> one.kind() == EntryKind.TASK_LEDGER)
                .findFirst()
                .orElseThrow();
        assertThat(entry.audience()).isEqualTo(Audience.everybody());
        assertThat(entry.text()).contains("Count the stars.", "the facts", "the plan", "researcher: finds things");
    }

    @Test
    void participants_shouldSeeRepliesAndTheirOwnInstructions_butNotThoseOfOthers() {
        world.model.on(
                Purpose.PROGRESS_LEDGER,
                ledger(false, false, true, "researcher", "secret for the researcher"),
                ledger(false, false, true, "coder", "only for the coder"),
                done());

        open(Limits.DEFAULT);

        List<ModelRequest> turns = world.model.requests().stream()
                .filter(request -> request.purpose() == Purpose.TURN)
                .toList();
        assertThat(seen(turns.get(1)))
                .contains("manager: only for the coder", "researcher: researcher replied")
                .doesNotContain("secret for the researcher");
    }

    @Test
    void manager_shouldSeeFactsPlanInstructionsAndReplies_inItsNextRound() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("researcher"), done());

        open(Limits.DEFAULT);

        ModelRequest last = world.model.requests().getLast();
        assertThat(last.purpose()).isEqualTo(Purpose.ANSWER);
        assertThat(seen(last))
                .contains(
                        "the facts", "the plan", "Please do your part, researcher.", "researcher: researcher replied");
    }

    @Test
    void prompts_shouldHoldNothingOfTheRun() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("researcher"), done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.model.requests())
                .allSatisfy(request ->
                        assertThat(seen(request)).doesNotContain(run.runId().value(), "2026", "acme"));
    }

    @Test
    void seededHistory_shouldBeSeenByAll_alsoAfterAReset() {
        world.model.on(Purpose.PROGRESS_LEDGER, stuck("coder"), go("coder"), done());

        world.open(
                PlanReview.NEVER,
                limits(null, 0, null),
                World.team(),
                new HistoryItem("alice", "we spoke of galaxies"));

        assertThat(world.model.requests().stream().filter(one -> one.purpose() == Purpose.TURN))
                .allSatisfy(request -> assertThat(seen(request)).contains("alice: we spoke of galaxies"));
        assertThat(seen(world.model.requests().getFirst())).contains("alice: we spoke of galaxies");
    }

    @Test
    void seededHistory_shouldComeBackAsOnesOwn_toWhoSaidIt() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), done());

        world.open(
                PlanReview.NEVER,
                Limits.DEFAULT,
                World.team(),
                new HistoryItem("user", "how many?"),
                new HistoryItem("manager", "some"));

        List<Message> manager = world.model.requests().getFirst().messages();
        assertThat(manager.get(1)).isEqualTo(Message.user("how many?"));
        assertThat(manager.get(2).role()).isEqualTo(dev.cairn.core.log.Role.ASSISTANT);
        ModelRequest turn = world.model.requests().stream()
                .filter(one -> one.purpose() == Purpose.TURN)
                .findFirst()
                .orElseThrow();
        assertThat(turn.messages().get(2).role()).isEqualTo(dev.cairn.core.log.Role.USER);
        assertThat(turn.messages().get(2).name()).isEqualTo("manager");
    }

    @Test
    void stalls_shouldLeadToAReset_whenThereAreMoreThanAreBorne() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("researcher"), stuck("coder"), stuck("coder"), go("coder"), done());

        RunKey run = open(limits(null, 1, null));

        assertThat(world.run(run).counters().resets()).isEqualTo(1);
        assertThat(world.run(run).counters().stalls()).isZero();
        assertThat(world.model.purposes())
                .containsSubsequence(
                        Purpose.PROGRESS_LEDGER, Purpose.FACTS_UPDATE, Purpose.PLAN_UPDATE, Purpose.PROGRESS_LEDGER);
        assertThat(world.eventTypes(run))
                .containsSubsequence(EventType.STALLED, EventType.STALLED, EventType.REPLANNED, EventType.RESET);
    }

    @Test
    void aRoundThatProgresses_shouldTakeOneStallBack() {
        world.model.on(Purpose.PROGRESS_LEDGER, stuck("coder"), go("coder"), stuck("coder"), go("coder"), done());

        RunKey run = open(limits(null, 1, 0));

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.run(run).counters().resets()).isZero();
    }

    @Test
    void aStalledRoundWithinTheLimit_shouldStillHaveItsTurn() {
        world.model.on(Purpose.PROGRESS_LEDGER, stuck("coder"), done());

        RunKey run = open(limits(null, 1, 0));

        assertThat(world.texts(run, EntryKind.REPLY)).hasSize(1);
    }

    @Test
    void reset_shouldLetTheManagerSeeWhatHappened_andParticipantsStartFresh() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("researcher"), stuck("coder"), go("coder"), done());

        open(limits(null, 0, null));

        ModelRequest update = world.model.requests().stream()
                .filter(request -> request.purpose() == Purpose.FACTS_UPDATE)
                .findFirst()
                .orElseThrow();
        assertThat(seen(update)).contains("researcher: researcher replied");
        ModelRequest turn = world.model.requests().stream()
                .filter(request -> request.purpose() == Purpose.TURN)
                .toList()
                .getLast();
        assertThat(seen(turn)).contains("new plan", "new facts").doesNotContain("researcher replied", "the plan\n");
    }

    @Test
    void resetLimit_shouldStopBeforeTheResetIsPaidFor() {
        world.model.on(Purpose.PROGRESS_LEDGER, stuck("coder"));

        RunKey run = open(limits(null, 0, 2));

        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.RESET_LIMIT);
        assertThat(world.run(run).status()).isEqualTo(RunStatus.STOPPED);
        assertThat(world.run(run).counters().resets()).isEqualTo(2);
        assertThat(world.model.purposes().stream().filter(one -> one == Purpose.PLAN_UPDATE))
                .hasSize(2);
        assertThat(world.texts(run, EntryKind.ANSWER)).containsExactly("what there is");
    }

    @Test
    void roundLimit_shouldMeanExactlySoManyEvaluations() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"));

        RunKey run = open(limits(3, 3, null));

        assertThat(world.model.purposes().stream().filter(one -> one == Purpose.PROGRESS_LEDGER))
                .hasSize(3);
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.ROUND_LIMIT);
        assertThat(world.eventTypes(run)).containsSubsequence(EventType.LIMIT_REACHED, EventType.FINAL_ANSWER);
        assertThat(world.texts(run, EntryKind.ANSWER)).containsExactly("what there is");
    }

    @Test
    void limit_shouldEndAtOnce_whenThePartialAnswerIsSwitchedOff() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"));

        RunKey run = open(new Limits(1, 3, null, null, null, false));

        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.ROUND_LIMIT);
        assertThat(world.model.purposes()).doesNotContain(Purpose.PARTIAL_ANSWER);
        assertThat(world.checkpoints(run).stream().filter(one -> one.terminal()))
                .hasSize(1);
    }

    @Test
    void tokenLimit_shouldStopBeforeTheNextCall() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"));

        RunKey run = open(new Limits(null, 3, null, 30L, null, false));

        assertThat(world.model.purposes()).containsExactly(Purpose.FACTS, Purpose.PLAN);
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.TOKEN_LIMIT);
    }

    @Test
    void deadline_shouldStopBeforeAnythingIsPaidFor_whenItHasPassed() {
        RunKey run = open(new Limits(null, 3, null, null, Instant.parse("2026-11-23T11:00:00Z"), false));

        assertThat(world.model.calls()).isZero();
        assertThat(world.run(run).stopReason()).isEqualTo(StopReason.DEADLINE);
    }

    @Test
    void malformedLedger_shouldBeAskedAgain_tellingWhatWasWrong() {
        world.model.on(Purpose.PROGRESS_LEDGER, "I think we are fine", done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.run(run).counters().rounds()).isEqualTo(1);
        ModelRequest second = world.model.requests().stream()
                .filter(request -> request.purpose() == Purpose.PROGRESS_LEDGER)
                .toList()
                .get(1);
        assertThat(seen(second)).contains("I think we are fine", "holds no complete JSON object");
    }

    @Test
    void malformedLedgerThreeTimes_shouldCountAsAStallWithoutATurn_andSaySo() {
        world.model.on(Purpose.PROGRESS_LEDGER, "no", "no", "no", done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.run(run).counters().stalls()).isEqualTo(1);
        assertThat(world.run(run).counters().rounds()).isEqualTo(2);
        assertThat(world.texts(run, EntryKind.REPLY)).isEmpty();
        assertThat(world.eventTypes(run)).containsSubsequence(EventType.NOTICE, EventType.STALLED);
    }

    @Test
    void theTextFalse_shouldBeFalse() {
        world.model.on(
                Purpose.PROGRESS_LEDGER,
                go("coder")
                        .replace(
                                "\"is_request_satisfied\":{\"reason\":\"r\",\"answer\":false}",
                                "\"is_request_satisfied\":{\"reason\":\"r\",\"answer\":\"false\"}"),
                done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.texts(run, EntryKind.REPLY)).hasSize(1);
    }

    @Test
    void speaker_shouldBeMatchedIgnoringCaseAndSpace() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("  CODER "), done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.texts(run, EntryKind.REPLY).getFirst()).startsWith("coder replied");
    }

    @Test
    void unknownSpeaker_shouldBeAskedForOnceMore_namingTheTeam() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("nobody"), go("coder"), done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.texts(run, EntryKind.REPLY)).hasSize(1);
        assertThat(world.run(run).counters().rounds()).isEqualTo(2);
        assertThat(seen(world.model.requests().get(3))).contains("\"nobody\"", "researcher, coder");
    }

    @Test
    void unknownSpeakerTwice_shouldBeAStallWithoutATurn() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("nobody"), go("no one"), done());

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.texts(run, EntryKind.REPLY)).isEmpty();
        assertThat(world.run(run).counters().stalls()).isEqualTo(1);
        assertThat(world.eventTypes(run)).containsSubsequence(EventType.NOTICE, EventType.STALLED);
    }

    @Test
    void permanentModelError_shouldFailTheRun_andResumeShouldGoOnWithoutPayingTwice() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), done()).anew(Purpose.TURN);

        RunKey run = open(Limits.DEFAULT);

        assertThat(world.run(run).status()).isEqualTo(RunStatus.FAILED);
        assertThat(world.run(run).error()).contains("the script has nothing for turn");
        assertThat(world.eventTypes(run)).endsWith(EventType.RUN_FAILED);
        int paid = world.model.calls();

        world.model.on(Purpose.TURN, "now it works");
        world.resuming.resume(run);
        world.executions.work();

        assertThat(world.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(world.model.calls()).isEqualTo(paid + 3);
        assertThat(world.run(run).error()).isNull();
    }

    @Test
    void messages_shouldBeginWithTheSystemPrompt() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), done());

        open(Limits.DEFAULT);

        assertThat(world.model.requests()).allSatisfy(request -> {
            Message first = request.messages().getFirst();
            assertThat(first.role()).isEqualTo(dev.cairn.core.log.Role.SYSTEM);
            assertThat(first.content().text()).doesNotContain("{{");
        });
    }

    @Test
    void everyRound_shouldMakeTwoCheckpoints_andTheLastShouldBeTheOnlyTerminalOne() {
        world.model.on(Purpose.PROGRESS_LEDGER, go("coder"), go("coder"), done());

        RunKey run = open(Limits.DEFAULT);

        var checkpoints = world.checkpoints(run);
        assertThat(checkpoints).hasSize(2 + 2 * 2 + 2);
        assertThat(checkpoints.stream().filter(one -> one.terminal())).hasSize(1);
        assertThat(checkpoints.getLast().terminal()).isTrue();
        for (int i = 1; i < checkpoints.size(); i++) {
            assertThat(checkpoints.get(i).seq()).isEqualTo(i);
            assertThat(checkpoints.get(i).parentId())
                    .isEqualTo(checkpoints.get(i - 1).checkpointId());
        }
    }
}
