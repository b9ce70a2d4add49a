package dev.cairn.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.error.ModelException;
import dev.cairn.core.port.Message;
import dev.cairn.core.port.Messages;
import dev.cairn.core.port.ModelClient.Deltas;
import dev.cairn.core.port.ModelRequest;
import dev.cairn.core.port.ModelRequest.Purpose;
import dev.cairn.core.run.LimitsPatch;
import dev.cairn.core.team.Manager;
import dev.cairn.core.team.ModelName;
import dev.cairn.core.team.Participant;
import dev.cairn.core.team.PlanReview;
import dev.cairn.core.team.Team;
import dev.cairn.core.team.Tool;
import dev.cairn.models.openai.FakeOpenAi;
import dev.cairn.models.openai.FakeReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
    private static ModelRequest ask(String model) {
        return new ModelRequest(
                ModelName.parse(model),
                "manager",
                Purpose.FACTS,
                Messages.of(List.of(Message.user("?"))),
                List.of(),
                null);
    }

    @Test
    void call_shouldGoToTheProvider_thatTheNameBeginsWith() {
        try (FakeOpenAi server = FakeOpenAi.answering(FakeReply.text("from the server"))) {
            Models models = Models.of(Map.of(
                    "OPENAI_BASE_URL",
                    server.baseUrl() + "/",
                    "OPENAI_PROJECT_ID",
                    "proj",
                    "CAIRN_REHEARSAL_PACE",
                    "0"));

            assertThat(models.call(ask("openai:gpt-test"), Deltas.NONE).text()).isEqualTo("from the server");
            assertThat(models.call(ask("rehearsal:default"), Deltas.NONE).text())
                    .contains("Given facts");
            assertThat(server.received().getFirst().header("openai-project")).contains("proj");
            assertThat(server.received().getFirst().header("authorization")).isEmpty();
        }
    }

    @Test
    void check_shouldNameTheKnownProviders_whenOneIsUnknown() {
        assertThatThrownBy(() -> Models.of(Map.of()).check(ModelName.parse("x:gpt")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("model: model provider \"x\" is unknown; known are openai, rehearsal");
        assertThatThrownBy(() -> Models.of(Map.of()).call(ask("x:gpt"), Deltas.NONE))
                .isInstanceOf(ModelException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "bedrock", "openai-responses"})
    void check_shouldSayThatItIsToCome_whenTheProviderIsNotBuiltYet(String provider) {
        assertThatThrownBy(() -> Models.of(Map.of()).check(new ModelName(provider, "m")))
                .hasMessage("model: model provider \"" + provider
                        + "\" is not in this release yet; available are openai, rehearsal");
    }

    @Test
    void check_shouldNameTheVariable_whenTheKeyIsMissing() {
        assertThatThrownBy(() -> Models.of(Map.of("OPENAI_API_KEY", " ")).check(ModelName.parse("openai:gpt-5.1")))
                .hasMessage("model: openai:gpt-5.1 needs a key: set OPENAI_API_KEY, or set OPENAI_BASE_URL to a"
                        + " compatible server that needs none");
        assertThatThrownBy(() -> Models.of(Map.of()).call(ask("openai:gpt-5.1"), Deltas.NONE))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.isTransient()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-secret\nsecond", "sk secret", "sk-secrét", "sk-secret\u0000"})
    void check_shouldNameTheVariableButNotItsValue_whenNoHeaderCanHoldTheKey(String key) {
        Models models = Models.of(Map.of("OPENAI_API_KEY", key));

        assertThatThrownBy(() -> models.check(ModelName.parse("openai:gpt-5.1")))
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageNotContaining("secr");
        assertThatThrownBy(() -> models.call(ask("openai:gpt-5.1"), Deltas.NONE))
                .isInstanceOf(ModelException.class)
                .hasMessageNotContaining("secr");
    }

    @Test
    void check_shouldPass_whenThereIsAKeyOrAServerOfOnesOwn() {
        ModelName model = ModelName.parse("openai:gpt-5.1");

        assertThatCode(() -> Models.of(Map.of("OPENAI_API_KEY", "k")).check(model))
                .doesNotThrowAnyException();
        assertThatCode(() -> Models.of(Map.of("OPENAI_BASE_URL", "http://localhost:11434/v1"))
                        .check(model))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.openai.com/v1", "ftp://host/v1", "http://", "sk-1234567890", "https://h/v1?key=x"})
    void check_shouldNameTheVariableButNotItsValue_whenTheAddressIsNone(String address) {
        assertThatThrownBy(() -> Models.of(Map.of("OPENAI_BASE_URL", address)).check(ModelName.parse("openai:m")))
                .hasMessageContaining("OPENAI_BASE_URL: must be an http or https address")
                .hasMessageNotContaining("sk-1234567890");
    }

    @Test
    void check_shouldRefuseAPassword_inTheAddress() {
        assertThatThrownBy(() -> Models.of(Map.of("OPENAI_BASE_URL", "https://me:secret@host/v1"))
                        .check(ModelName.parse("openai:m")))
                .hasMessageContaining("must hold no user name or password")
                .hasMessageNotContaining("secret");
    }

    @Test
    void check_shouldNameTheVariable_whenATimeoutIsNoNumber() {
        assertThatThrownBy(() -> Models.of(Map.of("OPENAI_API_KEY", "k", "CAIRN_MODEL_SILENCE_SECONDS", "0"))
                        .check(ModelName.parse("openai:m")))
                .hasMessageContaining("CAIRN_MODEL_SILENCE_SECONDS: must be a whole number from 1 to 86400, was \"0\"");
    }

    @Test
    void faults_shouldNameEveryPath_whenATeamCannotWorkHere() {
        Team team = new Team(
                "t",
                new Manager(ModelName.parse("nobody:m"), null),
                List.of(
                        new Participant("a", "", "", ModelName.parse("rehearsal:default"), List.of()),
                        new Participant(
                                "b", "", "", ModelName.parse("openai:m"), List.of(Tool.named("code_interpreter")))),
                PlanReview.NEVER,
                LimitsPatch.NONE);

        assertThat(Models.of(Map.of()).faults(team))
                .extracting(fault -> fault.field())
                .containsExactly("manager.model", "participants[1].model", "participants[1].tools[0]");
    }

    @Test
    void environment_shouldShowNoValues_whenPrinted() {
        assertThat(new Environment(Map.of("OPENAI_API_KEY", "sk-secret")).toString())
                .doesNotContain("sk-secret");
    }
}
