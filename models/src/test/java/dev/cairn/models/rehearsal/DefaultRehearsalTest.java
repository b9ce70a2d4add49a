package dev.cairn.models.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.models.Environment;
import dev.cairn.models.http.Patience;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DefaultRehearsalTest {
    private final Patience patience = new Patience();
    private final RehearsalProvider rehearsal = new RehearsalProvider(new Environment(Map.of()), patience);
    private final Play play = new Play(rehearsal, "default");

    @Test
    void play_shouldEndSatisfiedAfterFourTurns_whenThePlanIsApproved() {
        assertThat(play.toTheEnd()).containsExactly("researcher", "coder", "researcher", "coder");
        assertThat(play.texts().values()).doesNotHaveDuplicates();
        assertThat(play.texts().values().stream().toList().getLast())
                .contains("Rehearsal")
                .contains("| ResNet-50 |")
                .contains("| BERT-base |")
                .contains("| GPT-2 |");
    }

    @Test
    void play_shouldEndWithin25Seconds_whenPlayedAtItsOwnPace() {
        play.toTheEnd();

        Duration spoken = patience.waits().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(spoken).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(25));
    }

    @Test
    void play_shouldGoOnInAnotherProcess_whenOnlyTheConversationIsKept() {
        play.plan(Purpose.FACTS, Purpose.PLAN);
        play.round();
        var asked = play.asked("manager", Purpose.PROGRESS_LEDGER);
        RehearsalProvider other = new RehearsalProvider(new Environment(Map.of()), patience);

        assertThat(other.call(asked, piece -> {})).isEqualTo(rehearsal.call(asked, piece -> {}));
        assertThat(Json.tree(other.call(asked, piece -> {}).text())
                        .path("next_speaker")
                        .path("answer")
                        .stringValue())
                .isEqualTo("coder");
    }

    @Test
    void ledgers_shouldHaveFiveTypedFields_throughout() {
        play.toTheEnd();

        play.texts().forEach((when, text) -> {
            if (when.contains("progress_ledger")) {
                JsonNode ledger = Json.tree(text);
                assertThat(ledger.propertyNames())
                        .containsExactlyInAnyOrder(
                                "is_request_satisfied",
                                "is_in_loop",
                                "is_progress_being_made",
                                "next_speaker",
                                "instruction_or_question");
                ledger.forEach(
                        field -> assertThat(field.path("reason").isString()).isTrue());
                assertThat(ledger.path("is_in_loop").path("answer").isBoolean()).isTrue();
                assertThat(ledger.path("is_progress_being_made").path("answer").booleanValue())
                        .isTrue();
                assertThat(ledger.path("next_speaker").path("answer").isString())
                        .isTrue();
            }
        });
    }

    @Test
    void plan_shouldQuoteThePerson_whenTheyAskForChanges() {
        play.plan(Purpose.FACTS, Purpose.PLAN);
        play.person("Please show the uncertainty\nof each figure ($1).");
        play.plan(Purpose.FACTS_UPDATE, Purpose.PLAN_UPDATE);

        String revised = play.texts().values().stream().toList().getLast();
        assertThat(revised)
                .contains("\"Please show the uncertainty of each figure ($1).\"")
                .contains("5. **coder**");
        assertThat(play.toTheEnd()).hasSize(4);
    }

    @Test
    void plan_shouldBeMadeAnew_whenTheTeamStalledAndNobodyReviewed() {
        play.plan(Purpose.FACTS, Purpose.PLAN);
        play.plan(Purpose.FACTS_UPDATE, Purpose.PLAN_UPDATE);

        assertThat(play.texts().values().stream().toList().getLast()).contains("1. **researcher**");
    }

    @Test
    void partialAnswer_shouldHoldWhatStands_whereverTheRunStops() {
        play.plan(Purpose.FACTS, Purpose.PLAN);
        assertThat(partial()).contains("not yet begun").contains("Missing");
        play.round();
        assertThat(partial()).contains("inputs only").contains("Missing");
        play.round();
        assertThat(partial()).contains("training only").contains("43.32 kg");
        play.round();
        assertThat(partial()).contains("training only");
        play.round();
        assertThat(partial()).contains("not reviewed").contains("3.671 kWh");
    }

    private String partial() {
        return rehearsal
                .call(play.asked("manager", Purpose.PARTIAL_ANSWER), piece -> {})
                .text();
    }

    @Test
    void task_shouldNameModelsAndMachine_soThatADemoCanAskIt() {
        assertThat(rehearsal.task("default"))
                .contains("ResNet-50", "BERT-base", "GPT-2", "Standard_NC6s_v3", "24 hours", "tables")
                .doesNotContain("\n");
    }
}
